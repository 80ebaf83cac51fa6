"""What a branch does to what was public: the comparison with the merge base, judged rule by rule."""
