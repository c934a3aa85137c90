"""What the API takes and gives, as typed shapes; the OpenAPI document is made of them."""
