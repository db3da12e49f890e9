"""Many submissions of one form as data: tables for Excel and HXL, and a summary of results. Pure.

``tables`` makes one table of all submissions and one of each repeat; ``files`` writes them as CSV, XLSX or
HXL-tagged CSV; ``summary`` counts the answers to each question, hiding counts that could point at a person.
"""
