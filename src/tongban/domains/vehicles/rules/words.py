"""Why a record of a car is doubtful: a sentence for each code, with places for the facts."""

from typing import Final

FLAGS: Final[dict[str, str]] = {
    "distance_absurd": "{km} km since the last fill; more than {most} km on one fill cannot be. Correct the odometer reading.",
    "odometer_backwards": "The odometer reads {km} km next to {before} km on {day}, against the order of time. Correct the reading, or record that the odometer was replaced.",
    "odometer_jump": "The odometer reads {km} km next to {before} km on {day}, more than {most} km a day. Correct the reading, or record that the odometer was replaced.",
    "odometer_far": "The odometer reads {km} km next to {before} km on {day}. Look at it again, then confirm the record or correct the reading.",
    "id_twice": "The transaction {id} stands in row {first} already. Look whether both were paid.",
    "date_outside_period": "The date {day} lies far outside the period of the file, {first} to {last}. Correct the date.",
    "date_far_from_posting": "The date {day} lies {days} days from the day of posting. Correct the date.",
    "not_fuel": "{product} is no fuel. It is booked as another cost.",
    "product_undefined": "The card company has no name for the product ({product}). Ask at the filling station what was sold.",
    "negative_cost": "The amount is {amount}, below zero. Look for the record that it corrects.",
    "negative_quantity": "The quantity is {quantity}, below zero. Look for the record that it corrects.",
    "nothing_filled": "The quantity is 0. Add it, or cancel the record.",
    "more_than_tank": "{quantity} {unit} were filled; the tank holds {tank}. Look whether another vessel was filled.",
    "too_soon": "{minutes} minutes after the fill in row {first}. Look whether both went into this car.",
    "at_night": "Filled at {hour}, when this car hardly ever is. Ask who drove.",
    "sealed_day": "Filled on {day}, when cars stay in ({holiday}). Look for the approval.",
    "wrong_fuel": "{product} does not fit the car, which takes {fuel}. Look whether another car was filled.",
    "consumption_outlier": "{used} {unit} a 100 km; the car's median is {median}. Look at odometer and quantity.",
}

REASONS: Final[dict[str, str]] = {
    "kind_not_allowed": "A {kind} car may not be sent for this purpose ({purpose}).",
    "taken": "Occupied already: {period}.",
    "own_of_another": "It is kept for the use of another organ alone.",
    "too_few_seats": "It has {seats} seats beside the driver's; {people} people go.",
    "papers_lapse": "One of its papers lapses on {last}, before the trip ends.",
    "service_due": "Its service is due before the trip ends.",
    "no_driver": "No free driver has a licence for a {body} car.",
    "licence_lapses": "The licence lapses on {last}, before the trip ends.",
    "too_many_hours": "{hours} hours were driven that day; this trip would be too much.",
    "shares_way": "Another trip goes the same way ({trip}).",
    "seats_fit": "The seats fit; {spare} stay empty.",
    "low_cost": "It is cheap to run, at {cost} yuan a km.",
    "few_km": "It has driven little this year, {km} km.",
    "service_far_off": "Its next service is far off.",
    "driver_rested": "The driver has driven {hours} hours that day.",
}
