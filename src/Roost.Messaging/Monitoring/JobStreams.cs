using Microsoft.Extensions.Options;

namespace Roost.Messaging.Monitoring;

/// <summary>Counts the streams of this host: each keeps a connection open and asks the database twice a second.</summary>
internal sealed class JobStreams(IOptions<MessagingOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _ofTenants = [];
    private int _all;

    /// <summary>Lets one more in, for whom <see cref="Leave"/> is called in the end.</summary>
    /// <returns>Why not; <see langword="null"/> if it may.</returns>
    public Error? Enter(TenantId? tenant)
    {
        lock (_lock)
        {
            if (_all >= options.Value.MaxStreams)
            {
                return Error.Unavailable("jobs.streams_full", "This host follows as many jobs as it can. Try again, or ask for the job without a stream.");
            }

            var mine = _ofTenants.GetValueOrDefault(KeyOf(tenant));
            if (mine >= options.Value.MaxStreamsPerTenant)
            {
                return new(ErrorKind.TooMany, "jobs.too_many_streams", "As many jobs are followed here as one tenant may. Close a stream, or ask for the job without one.");
            }

            _ofTenants[KeyOf(tenant)] = mine + 1;
            _all++;
            return null;
        }
    }

    public void Leave(TenantId? tenant)
    {
        lock (_lock)
        {
            _all--;
            if (--_ofTenants[KeyOf(tenant)] == 0)
            {
                _ofTenants.Remove(KeyOf(tenant));
            }
        }
    }

    private static Guid KeyOf(TenantId? tenant) => tenant?.Value ?? Guid.Empty;
}
