import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable
class LinearFunction(Function):
    @staticmethod
    def forward(ctx, input, weight, bias=None):
        ctx.save_for_backward(input, weight, bias)
        output = input.mm(weight.t())
        if bias is not None:
            output += bias.unsqueeze(0).expand_as(output)
        return output
    @staticmethod
    def backward(ctx, grad_output):
        input, weight, bias = ctx.saved_tensors
        grad_input = grad_weight = grad_bias = None
        if ctx.needs_input_grad[0]:
            grad_input = grad_output.mm(weight)
        if ctx.needs_input_grad[1]:
            grad_weight = grad_output.t().mm(input)
        if bias is not None and ctx.needs_input_grad[2]:
            grad_bias = grad_output.sum(0)
        return grad_input, grad_weight, grad_bias
torch.manual_seed(0)
inp = (torch.randn(4, 3, dtype=torch.double, requires_grad=True), torch.randn(2, 3, dtype=torch.double, requires_grad=True), torch.randn(2, dtype=torch.double, requires_grad=True))
print(torch.autograd.gradcheck(LinearFunction.apply, inp, eps=1e-6, atol=1e-4))
class Linear(torch.nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.empty(b, a))
        self.bias = torch.nn.Parameter(torch.empty(b))
        torch.nn.init.uniform_(self.weight, -0.1, 0.1)
        torch.nn.init.zeros_(self.bias)
    def forward(self, x): return LinearFunction.apply(x, self.weight, self.bias)
    def extra_repr(self): return 'in_features={}, out_features={}'.format(self.weight.shape[1], self.weight.shape[0])
lin = Linear(3, 2); print(lin)
loss = lin(torch.ones(2, 3)).pow(2).sum(); loss.backward(); print(lin.weight.grad, lin.bias.grad)
class Cube(Function):
    @staticmethod
    def forward(x):
        return x ** 3, 3 * x ** 2
    @staticmethod
    def setup_context(ctx, inputs, output):
        x, = inputs
        ctx.save_for_backward(x, output[1])
        ctx.mark_non_differentiable(output[1])
    @staticmethod
    def backward(ctx, g, _):
        x, d = ctx.saved_tensors
        return g * d
x = torch.tensor([2.0], requires_grad=True)
y, d = Cube.apply(x); y.backward(); print(y, d, x.grad)
class STE(Function):
    @staticmethod
    def forward(ctx, x): return x.round()
    @staticmethod
    @once_differentiable
    def backward(ctx, g): return g
x = torch.tensor([0.3, 1.7], requires_grad=True)
STE.apply(x).sum().backward(); print(x.grad)
class GradReverse(Function):
    @staticmethod
    def forward(ctx, x, lambd): ctx.lambd = lambd; return x.view_as(x)
    @staticmethod
    def backward(ctx, g): return g.neg() * ctx.lambd, None
x = torch.ones(2, requires_grad=True); GradReverse.apply(x, 0.5).sum().backward(); print(x.grad)
with torch.autograd.set_detect_anomaly(True):
    z = torch.tensor([-1.0], requires_grad=True)
    try:
        torch.sqrt(z).backward()
    except RuntimeError as e: print(e)
