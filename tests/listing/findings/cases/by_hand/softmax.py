import torch
torch.manual_seed(0)
X = torch.randn(12, 5); y = torch.randint(0, 3, (12,))
W = torch.randn(5, 3) * 0.1
b = torch.zeros(3)
for i in range(3):
    logits = X @ W + b
    logits = logits - logits.max(dim=1, keepdim=True).values
    probs = logits.exp() / logits.exp().sum(1, keepdim=True)
    loss = -probs[range(12), y].log().mean()
    dlogits = probs.clone()
    dlogits[range(12), y] -= 1
    dlogits /= 12
    dW = X.T @ dlogits
    db = dlogits.sum(0)
    W += -0.5 * dW
    b += -0.5 * db
print(loss)
