"""Several processes on one database: who does what only one may do, and how they tell each other things."""
