"""Exchanging directories of organizations and services with others: Open Referral HSDS 3.1 and a plain sheet.

Everything that comes in becomes one ``Dataset``: rows of HSDS's tables that keep what was said, as it was
said. ``reading`` makes it from files, ``checking`` says what is odd, ``mapping`` makes the model's
organizations and services of it, ``writing`` gives it out again so that reading it gives an equal one.
Pure: files are given and taken as names and bytes.
"""
