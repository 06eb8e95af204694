"""What research groups draw of a lesson: who talked, S-T and Rt-Ch, turns, waits, answers. No marks."""
