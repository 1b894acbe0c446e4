import torch

x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(x.sum(), x.sum(0), x.sum(dim=1, keepdim=True), x.mean(), x.max(), x.min(dim=1), x.argmax(), x.std())
print(x.reshape(3, 2), x.view(-1), x.t(), x.T.shape, x.flatten(), x.unsqueeze(0).shape, x.squeeze().size())
print(torch.cat([x, x], dim=0), torch.stack([x, x]).shape, torch.chunk(x, 3, dim=1), x.split(1))
print(x @ x.T, torch.mm(x, x.t()), torch.matmul(x, torch.ones(3)), torch.dot(torch.ones(2), torch.ones(2)))
print(x > 2, (x > 2).sum(), x[x > 2], x[0, 1:], x[..., -1], x[:, None].shape, x[[0, 1], [1, 2]])
print(torch.where(x > 3, x, torch.zeros_like(x)), x.clamp(2, 5), torch.exp(x[0]), x.sqrt(), -x, x / 2, x // 2, x % 2)
print(x.long(), x.int().dtype, x.double().dtype, x.bool(), x.half().dtype, x.type(torch.int64))
a = torch.arange(12).reshape(3, 4)
print(a, a.numel(), a.dim(), a.ndim, len(a), a.stride(), a.is_contiguous(), a.permute(1, 0).shape)
print(a.float().norm(), torch.norm(a.float(), dim=1), torch.linalg.norm(a.float()))
print(a.eq(5).any(), torch.all(a >= 0), torch.equal(a, a.clone()), torch.allclose(x, x + 1e-9))
print(
    torch.topk(torch.tensor([1.0, 9.0, 3.0]), 2),
    torch.sort(torch.tensor([3, 1, 2])),
    torch.unique(torch.tensor([1, 1, 2])),
)
values, indices = torch.max(x, dim=1)
print(values, indices, x.gather(1, indices.view(-1, 1)))
for row in x:
    print(row, row.tolist())
for i, v in enumerate(x[0]):
    print(i, v, v.item())
b = torch.randn(3, generator=torch.Generator().manual_seed(0))
print(b, b.abs(), torch.softmax(b, dim=0), torch.log_softmax(b, 0), b.sigmoid(), b.tanh(), b.relu(), torch.relu(b))
print(torch.from_numpy(x.numpy()).shape, x.numpy(), torch.as_tensor([1, 2]), x.new_zeros(2), torch.rand_like(x).shape)
print(torch.einsum("ij,kj->ik", x, x), torch.outer(torch.tensor([1, 2]), torch.tensor([3, 4])), torch.cumsum(x, 1))
print(float(x[0, 0]), int(x[0, 1]), bool(x[0, 0]), x.mean().item(), round(x.mean().item(), 2), x.shape == (2, 3))
print(
    x.repeat(1, 2), x.expand(2, 3).shape, torch.broadcast_to(torch.tensor([1]), (2, 2)), torch.flip(x, [0]), x.roll(1)
)
print(
    torch.tril(torch.ones(3, 3)),
    torch.triu(torch.ones(2, 2), 1),
    torch.diag(torch.tensor([1, 2])),
    torch.trace(torch.eye(3)),
)
print(
    torch.inverse(torch.tensor([[2.0, 0.0], [0.0, 4.0]])),
    torch.det(torch.eye(2)),
    torch.nn.functional.one_hot(torch.tensor([0, 2])),
)
