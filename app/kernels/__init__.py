"""Forwards that are not one NumPy call, and their twins on Python floats.

Arrays in, arrays out, all float64; numbers and their treatment of NaN, infinities and ties are torch's. The twins
(`..._scalar`) may raise ArithmeticError or ValueError where NumPy gives NaN or an infinity.
"""
