using Roost.Operations;

namespace Roost.Tests;

/// <summary>A store that only remembers what was asked of it.</summary>
internal sealed class RecordingUnitOfWork : IUnitOfWork
{
    public bool HasOpenTransaction { get; private set; }

    public int Commits { get; private set; }

    public int Rollbacks { get; private set; }

    public void Write() => HasOpenTransaction = true;

    public ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        Commits += HasOpenTransaction ? 1 : 0;
        HasOpenTransaction = false;
        return default;
    }

    public ValueTask RollbackAsync()
    {
        Rollbacks += HasOpenTransaction ? 1 : 0;
        HasOpenTransaction = false;
        return default;
    }
}
