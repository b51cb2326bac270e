"""Whether an exercise is sound: judged as a learner would, worked out a second time, looked over."""
