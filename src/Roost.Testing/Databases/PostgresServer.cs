using System.Collections.Concurrent;
using Roost.Postgres.Embedded;
using Xunit;

namespace Roost.Testing.Databases;

/// <summary>
/// A PostgreSQL server for the tests of one assembly, gone with the process. Declare it once:
/// <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>, and take it in the constructors of fixtures and tests.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private EmbeddedCluster? _cluster;

    /// <summary>The cluster, for tests that stop it, or look at it as its superuser.</summary>
    public EmbeddedCluster Cluster => _cluster ?? throw new InvalidOperationException($"Declare [assembly: AssemblyFixture(typeof({nameof(PostgresServer)}))]: the server has not been started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _cluster = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway() with { MaxConnections = 300 });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    /// <summary>A new, empty database.</summary>
    public async Task<TestDatabase> CreateAsync(CancellationToken cancellationToken = default)
    {
        var name = NewName();
        await Cluster.EnsureDatabaseAsync(name, cancellationToken);
        return new TestDatabase(Cluster, name);
    }

    /// <summary>A new database with a schema that is made once for all tests and copied for each: tens of milliseconds.</summary>
    /// <param name="template">Names the schema.</param>
    /// <param name="prepare">Makes it, the first time.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<TestDatabase> CreateAsync(string template, Func<TestDatabase, Task> prepare, CancellationToken cancellationToken = default)
    {
        var source = await FindAsync(template, prepare);
        var name = NewName();
        await Cluster.CloneDatabaseAsync(source, name, cancellationToken);
        return new TestDatabase(Cluster, name);
    }

    private async Task<string> FindAsync(string template, Func<TestDatabase, Task> prepare)
    {
        var entry = _templates.GetOrAdd(template, _ => new(() => PrepareAsync(prepare)));
        try
        {
            return await entry.Value;
        }
        catch
        {
            // The next test tries again, and tells its own story instead of this one's. Only this entry: another may stand there by now.
            _templates.TryRemove(KeyValuePair.Create(template, entry));
            throw;
        }
    }

    private static string NewName() => $"test_{Guid.CreateVersion7():N}";

    private async Task<string> PrepareAsync(Func<TestDatabase, Task> prepare)
    {
        var name = $"template_{Guid.CreateVersion7():N}";
        await Cluster.EnsureDatabaseAsync(name);
        await prepare(new TestDatabase(Cluster, name));
        return name;
    }
}
