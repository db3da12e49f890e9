"""The directory's exchange with others: import, export, and what either did."""
