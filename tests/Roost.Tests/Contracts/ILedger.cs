using System.ComponentModel.DataAnnotations;

namespace Roost.Tests.Contracts;

/// <summary>A contract to call.</summary>
[Contract]
public interface ILedger
{
    Task<Result<int>> AddAsync(Addition request, CancellationToken cancellationToken);

    Task<int> NoopAsync(int value, CancellationToken cancellationToken);
}

public sealed record Addition([Range(0, 100)] int Left, [Range(0, 100)] int Right);
