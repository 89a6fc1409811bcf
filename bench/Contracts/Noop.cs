namespace Bench.Contracts;

internal sealed class Noop : INoop
{
    public Task<int> NoopAsync(int value, CancellationToken cancellationToken) => Task.FromResult(value);
}
