"""A bagged tabular network in the manner of RealMLP, fitted on the training rows of each of several splits.

    python tabular_network.py INPUTS OUTPUTS

INPUTS is JSON: x (rows of encoded features), numbers (whether a column is a number, else a category of 0 and 1), y,
groups (rows of one group are never parted), splits (train and test, row numbers), hidden, epochs. OUTPUTS gets, for
each split, the network's log-odds of the training rows, by networks that were not fitted on them, and of the test rows,
and the epochs that were best. Needs numpy, scikit-learn and torch.

D. Holzmüller, L. Grinsztajn, I. Steinwart, "Better by default: strong pre-tuned MLPs and boosted trees on tabular
data", NeurIPS 2024: robust scaling and smooth clipping, periodic embeddings of numbers with the number itself, a
learned scale of each input, weights in NTK parametrisation that start from the data, parametric SELU, dropout and
weight decay that fade, Adam with beta2 .95 and learning rates of their own, the cos-log-4 schedule, the epoch with the
least log loss on the fold held out. Settings are those of the paper, except that width and epochs are named by the
caller and labels are not smoothed, as log loss asks.
"""

import json
import math
import sys

import numpy as np
import torch
from sklearn.model_selection import StratifiedGroupKFold
from torch.nn.functional import binary_cross_entropy_with_logits as log_loss
from torch.nn.functional import selu

LEARNING_RATE, WEIGHT_DECAY, DROPOUT, BATCH = 0.04, 0.02, 0.15, 256
FREQUENCIES, EMBEDDED, SPREAD = 16, 3, 0.1
INNER_FOLDS, LAYERS = 5, 3


def inner_folds(y, groups, seed):
    cut = StratifiedGroupKFold(INNER_FOLDS, shuffle=True, random_state=seed)
    return list(cut.split(np.zeros((len(y), 1)), y, groups))


class RobustScale:
    """Median 0, interquartile range 1, smoothly held within 3; numbers first, then categories as they are."""

    def __init__(self, x, numbers):
        self.numbers = numbers
        low, first, self.middle, third, high = np.quantile(x[:, numbers], [0, 0.25, 0.5, 0.75, 1], axis=0)
        width = np.where(third > first, third - first, (high - low) / 2)
        self.factor = np.where(width > 0, 1 / np.where(width > 0, width, 1), 0)

    def __call__(self, x):
        scaled = self.factor * (x[:, self.numbers] - self.middle)
        clipped = scaled / np.sqrt(1 + (scaled / 3) ** 2)
        return torch.from_numpy(np.hstack([clipped, x[:, ~self.numbers]]).astype(np.float32))


class Networks:
    """Several networks of one shape, trained side by side: the first axis of every tensor is the network."""

    def __init__(self, x, numbers, hidden, generator):
        self.numbers, self.generator, count = numbers, generator, x.shape[0]
        self.parameters = []  # tensor, factor of the learning rate, whether its weights decay
        inputs = x.shape[2] + EMBEDDED * numbers
        self.widths = [inputs, *[hidden] * LAYERS, 1]
        bound = 1 / math.sqrt(FREQUENCIES)
        self.frequencies = self._add(SPREAD * self._normal(count, 1, numbers, FREQUENCIES), 0.1)
        self.phases = self._add(self._uniform(math.pi, count, 1, numbers, FREQUENCIES), 0.1, False)
        self.mix = self._add(self._uniform(bound, count, numbers, FREQUENCIES, EMBEDDED), 0.1)
        self.shift = self._add(self._uniform(bound, count, 1, numbers, EMBEDDED), 0.1, False)
        self.scale = self._add(torch.ones(count, 1, inputs), 6)
        self.weights, self.biases, self.slopes = [], [], []
        with torch.no_grad():
            self._start_layers(self._embed(x))

    def _start_layers(self, h):
        """Weights so that units vary by 1 over the rows, biases so that their kinks lie at rows; the output at 0."""
        count, rows = h.shape[:2]
        for before, after in zip(self.widths, self.widths[1:]):
            last = after == 1
            weights = torch.zeros(count, before, 1) if last else self._normal(count, before, after)
            biases = torch.zeros(count, 1, after)
            if not last:
                weights /= (h @ weights / math.sqrt(before)).std(1, keepdim=True) + 1e-8
                units = h @ weights / math.sqrt(before)
                at = torch.randint(0, rows, (count, 1, after), generator=self.generator)
                biases = -torch.gather(units, 1, at)
                self.slopes.append(self._add(torch.ones(count, 1, after), 0.1))
                h = selu(units + biases)
            self.weights.append(self._add(weights, 1))
            self.biases.append(self._add(biases, 0.1, False))

    def _add(self, tensor, rate, decays=True):
        self.parameters.append((tensor.requires_grad_(True), rate, decays))
        return tensor

    def _normal(self, *shape):
        return torch.randn(*shape, generator=self.generator)

    def _uniform(self, bound, *shape):
        return bound * (2 * torch.rand(*shape, generator=self.generator) - 1)

    def _embed(self, x):
        waves = torch.cos(2 * math.pi * x[..., : self.numbers, None] * self.frequencies + self.phases)
        embedded = torch.einsum("kbnf,knfe->kbne", waves, self.mix) + self.shift
        return torch.cat([x, embedded.flatten(2)], -1) * self.scale

    def log_odds(self, x, dropout=0.0):
        h = self._embed(x)
        for layer, (weights, biases) in enumerate(zip(self.weights, self.biases)):
            h = h @ weights / math.sqrt(self.widths[layer]) + biases
            if layer < LAYERS:
                h = h + self.slopes[layer] * (selu(h) - h)
                if dropout > 0:
                    kept = torch.rand(h.shape, generator=self.generator) > dropout
                    h = h * kept / (1 - dropout)
        return h[..., 0]


class Adam:
    def __init__(self, parameters):
        self.parameters, self.step = parameters, 0
        self.moments = [(torch.zeros_like(p), torch.zeros_like(p)) for p, _, _ in parameters]

    @torch.no_grad()
    def update(self, gradients, rate, decay):
        self.step += 1
        first, second = 1 - 0.9**self.step, 1 - 0.95**self.step
        for (p, factor, decays), (mean, square), g in zip(self.parameters, self.moments, gradients):
            mean.mul_(0.9).add_(g, alpha=0.1)
            square.mul_(0.95).addcmul_(g, g, value=0.05)
            if decays:
                p.mul_(1 - rate * factor * decay)
            p.addcdiv_(mean / first, (square / second).sqrt_().add_(1e-8), value=-rate * factor)


def stack_rows(tables):
    """Tables of different lengths as one tensor, the shorter ones filled with zeros."""
    rows = max(map(len, tables))
    return torch.stack([torch.cat([t, t.new_zeros(rows - len(t), *t.shape[1:])]) for t in tables])


def fit(x, y, held_x, held_y, asked_x, numbers, hidden, epochs, seed):
    """Log-odds of held-out and asked rows by each network at its best epoch, and that epoch."""
    generator = torch.Generator().manual_seed(seed)
    count, rows = len(x), min(map(len, x))
    orders = [torch.randperm(len(t), generator=generator) for t in x]
    networks = Networks(torch.stack([t[o[:rows]] for t, o in zip(x, orders)]), numbers, hidden, generator)
    adam = Adam(networks.parameters)
    held, asked = stack_rows(held_x), torch.stack(asked_x)
    batch = min(BATCH, rows)
    steps = rows // batch
    best = [(math.inf, None, None, 0)] * count
    for epoch in range(epochs):
        orders = [torch.randperm(len(t), generator=generator) for t in x]
        for step in range(steps):
            done = (epoch * steps + step) / (epochs * steps)
            rate = LEARNING_RATE * 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * done)))
            fading = 1 if done < 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * done - 1)))
            chosen = [o[step * batch : (step + 1) * batch] for o in orders]
            inputs = torch.stack([t[o] for t, o in zip(x, chosen)])
            labels = torch.stack([t[o] for t, o in zip(y, chosen)])
            loss = log_loss(networks.log_odds(inputs, DROPOUT * fading), labels, reduction="none").mean(1).sum()
            gradients = torch.autograd.grad(loss, [p for p, _, _ in networks.parameters])
            adam.update(gradients, rate, WEIGHT_DECAY * fading)
        with torch.no_grad():
            of_held = networks.log_odds(held)
            losses = [log_loss(z[: len(t)], t).item() for z, t in zip(of_held, held_y)]
            if any(loss < best[k][0] for k, loss in enumerate(losses)):
                of_asked = networks.log_odds(asked)
                for k, loss in enumerate(losses):
                    if loss < best[k][0]:
                        best[k] = (loss, of_held[k, : len(held_y[k])].clone(), of_asked[k].clone(), epoch + 1)
    return best


def judge(x, numbers, y, groups, train, test, seed, hidden, epochs):
    inner = inner_folds(y[train], groups[train], seed)
    scales = [RobustScale(x[train][rows], numbers) for rows, _ in inner]
    labels = torch.from_numpy(y[train].astype(np.float32))
    best = fit(
        [scale(x[train][rows]) for scale, (rows, _) in zip(scales, inner)],
        [labels[rows] for rows, _ in inner],
        [scale(x[train][held]) for scale, (_, held) in zip(scales, inner)],
        [labels[held] for _, held in inner],
        [scale(x[test]) for scale in scales],
        int(numbers.sum()),
        hidden,
        epochs,
        seed,
    )
    of_train = np.zeros(len(train))
    for (_, held), (_, log_odds, _, _) in zip(inner, best):
        of_train[held] = log_odds.numpy()
    # The members' mean probability, as log-odds.
    mean = torch.sigmoid(torch.stack([z for _, _, z, _ in best]).double()).mean(0)
    return {
        "ofTrain": of_train.tolist(),
        "ofTest": torch.logit(mean, 1e-9).tolist(),
        "epochs": [epoch for _, _, _, epoch in best],
    }


def main(source, target):
    torch.set_num_threads(1)
    with open(source, encoding="utf-8") as file:
        asked = json.load(file)
    x, y, groups = np.array(asked["x"]), np.array(asked["y"]), np.array(asked["groups"])
    numbers = np.array(asked["numbers"])
    answers = []
    for seed, split in enumerate(asked["splits"]):
        train, test = np.array(split["train"]), np.array(split["test"])
        answers.append(judge(x, numbers, y, groups, train, test, seed, asked["hidden"], asked["epochs"]))
    with open(target, "w", encoding="utf-8") as file:
        json.dump(answers, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
