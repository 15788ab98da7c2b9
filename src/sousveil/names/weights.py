"""The figures of the score of two names, shared by the exact score and the bound on it.

See `sousveil.screening.scoring` for the formula.
"""

MOST = 0.95
"""Score of two equal names: that two parties bear one name does not prove them one."""
MISS = 2.1
"""What unlikeness of parts that met costs."""
CONFLICT = 2.0
"""What parts cost for which the other side has others."""
EXTRA = 0.35
"""What parts cost that only one side has."""
LEAST = 0.6
"""Parts less alike than this are different parts."""
LEAST_JOINED = 0.86
"""The same for parts that are read together as one."""
MOST_OF_A_RUN = 1.5
"""Most that neighbouring parts which read together as one weigh."""
LONGEST_RUN = 4
"""Most parts that are read together as one."""
CEILING = 0.65
"""Most that one name alone, or words that identify nobody, can reach."""
