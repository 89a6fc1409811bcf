namespace Roost.Gateway.Tests;

/// <summary>One front for all tests that break nothing.</summary>
public sealed class QuietFront : IAsyncLifetime
{
    internal Front Front { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Front = await Front.StartAsync();

    public ValueTask DisposeAsync() => Front.DisposeAsync();
}
