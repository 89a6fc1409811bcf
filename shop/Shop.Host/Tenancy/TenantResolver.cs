using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Roost;
using Roost.Edge.Tenancy;
using Roost.Operations;
using Shop.Tenants.Contracts;

namespace Shop.Host.Tenancy;

/// <summary>
/// Finds shops by their slug. It is asked on every visitor's request, so it remembers shops for ten minutes (one that is open stays open, under
/// its slug; so long a change by SQL may go unseen), and slugs that no shop has for two seconds, each in a memory of its own: whoever makes slugs
/// up neither pushes shops out nor makes us remember without end.
/// Requests for the same slug at once share one look-up. A few look-ups run at once, so that they never take the whole pool of connections,
/// and a bounded number wait.
/// </summary>
internal sealed partial class TenantResolver(IOperations operations, TimeProvider time) : ITenantResolver, IDisposable
{
    private const int AtOnce = 4;
    private const int Most = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ShortMemory<TenantId> _known = new(100_000, TimeSpan.FromMinutes(10), time);
    private readonly ShortMemory<bool> _unknown = new(1_000, TimeSpan.FromSeconds(2), time);
    private readonly ConcurrentDictionary<string, Lazy<Task<TenantId?>>> _running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _places = new(AtOnce);
    private int _count;

    public ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGet(name, out var tenant))
        {
            return new(tenant);
        }

        return _unknown.TryGet(name, out _) || !Slug().IsMatch(name) ? new((TenantId?)null) : new(LookUpAsync(name, cancellationToken));
    }

    public void Dispose() => _places.Dispose();

    private async Task<TenantId?> LookUpAsync(string slug, CancellationToken cancellationToken)
    {
        // Whoever gives up waiting leaves the look-up to the others.
        var running = _running.GetOrAdd(slug, _ => new(() => AskAsync(slug)));
        return await running.Value.WaitAsync(cancellationToken);
    }

    private async Task<TenantId?> AskAsync(string slug)
    {
        try
        {
            if (Interlocked.Increment(ref _count) > Most)
            {
                throw new LookUpsFullException();
            }

            using var patience = new CancellationTokenSource(Patience, time);
            await _places.WaitAsync(patience.Token);
            try
            {
                return Remember(slug, await SelectAsync(slug, patience.Token));
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The shop's name could not be looked up within {Patience.TotalSeconds:0} s.", exception);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            _running.TryRemove(slug, out _);
        }
    }

    private Task<Result<TenantSnapshot>> SelectAsync(string slug, CancellationToken cancellationToken)
    {
        // The request has no operation yet, and the look-up belongs to no tenant.
        var context = new CallContext(Tenant: null, Principal.System, Activity.Current?.TraceId.ToHexString() ?? "tenant-look-up");
        return operations.RunAsync(context, (services, stop) => services.GetRequiredService<ITenants>().FindAsync(new(slug), stop), cancellationToken);
    }

    private TenantId? Remember(string slug, Result<TenantSnapshot> found)
    {
        if (!found.IsSuccess)
        {
            _unknown.Set(slug, true);
            return null;
        }

        var tenant = new TenantId(found.Value.Id);
        _known.Set(slug, tenant);
        return tenant;
    }

    // What can be no slug needs no look-up.
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,38}[a-z0-9]\z")]
    private static partial Regex Slug();
}
