namespace Shop.PaymentSandbox.Tests;

/// <summary>One program for all tests of a class, for those that need no store of their own. They use keys of their own.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SandboxProcess? _process;

    public SandboxClient Api => _process!.Api;

    /// <summary>A key or reference that no other test uses.</summary>
    public static string Fresh() => $"{Guid.CreateVersion7():N}";

    public async ValueTask InitializeAsync() => _process = await SandboxProcess.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}
