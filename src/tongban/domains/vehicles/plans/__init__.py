"""配备更新计划: a year's cars of an organ, checked against places and standard before anybody approves them."""
