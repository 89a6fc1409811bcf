using Roost;

namespace Bench.Contracts;

/// <summary>A call in which nothing is left but the way there and back.</summary>
[Contract]
public interface INoop
{
    Task<int> NoopAsync(int value, CancellationToken cancellationToken);
}
