"""Which posts share a theme, and why.

From the texts of all posts, as numbers (``corpus``), come the scores of pairs of posts
(``scores``), from these the lists of each post (``lists``), and the reasons for what is in them
(``reasons``). Each knows those before it, and ``arrays``, with which all of them work. ``related``
does it all, ``notes`` are what it is given, and ``shelf`` is what comes of it.
"""
