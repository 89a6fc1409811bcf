namespace Roost.Operations;

/// <summary>
/// One request, contract call, job or event: a dependency injection scope with its context and its units of work.
/// </summary>
/// <remarks>Scoped. Belongs to one flow of control at a time, like the connection in it.</remarks>
public sealed class Operation
{
    private CallContext? _context;
    private Guid? _id;
    private IUnitOfWork? _first;
    private List<IUnitOfWork>? _others;

    /// <summary>For whom and under what name the operation runs.</summary>
    /// <exception cref="InvalidOperationException">No entrance has set it.</exception>
    public CallContext Context => _context ?? throw new InvalidOperationException(
        "This scope has no context. Work runs inside an operation: a request, a contract call, a job. Elsewhere begin one with IOperations.RunAsync.");

    /// <summary>
    /// Names what this operation does. It is the same again when a client repeats a request under the same <c>Idempotency-Key</c>, so
    /// what is made under this id, and called with it, is made once however often the request is cut off and repeated.
    /// </summary>
    public Guid Id => _id ??= Guid.CreateVersion7();

    /// <summary>Whether <see cref="Context"/> is set.</summary>
    public bool HasContext => _context is not null;

    /// <summary>Whether anything was written and not yet committed.</summary>
    public bool HasOpenTransaction
    {
        get
        {
            if (_first is { HasOpenTransaction: true })
            {
                return true;
            }

            foreach (var other in _others ?? [])
            {
                if (other.HasOpenTransaction)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Sets the context. An entrance calls it once, before anything else is resolved.</summary>
    /// <exception cref="InvalidOperationException">It is set already.</exception>
    public void Begin(CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_context is not null)
        {
            throw new InvalidOperationException("This operation has begun already. A scope serves one operation; make another scope.");
        }

        _context = context;
    }

    /// <summary>Gives the operation the name under which it may come again. An entrance calls it, before anyone has asked for <see cref="Id"/>.</summary>
    /// <exception cref="InvalidOperationException">Something was named after the operation already.</exception>
    public void Identify(Guid id)
    {
        if (_id is not null)
        {
            throw new InvalidOperationException("This operation has a name already.");
        }

        _id = id;
    }

    /// <summary>Adds a store's unit of work. Called by the store, not by modules.</summary>
    public void Enlist(IUnitOfWork unitOfWork)
    {
        ArgumentNullException.ThrowIfNull(unitOfWork);
        if (_first is null)
        {
            _first = unitOfWork;
        }
        else
        {
            (_others ??= []).Add(unitOfWork);
        }
    }

    /// <summary>
    /// Commits what was written so far. Entrances call it when the work has succeeded; a module calls it only where a later step
    /// must not undo an earlier one, such as before a contract call.
    /// </summary>
    public ValueTask CommitAsync(CancellationToken cancellationToken) => HasOpenTransaction ? CommitOpenAsync(cancellationToken) : default;

    /// <summary>Commits or undoes, as the work has turned out. Entrances call it; one whose work throws calls <see cref="RollbackAsync"/>.</summary>
    public ValueTask CompleteAsync(bool succeeded, CancellationToken cancellationToken) => succeeded ? CommitAsync(cancellationToken) : RollbackAsync();

    /// <summary>Undoes what was written since the last commit.</summary>
    public async ValueTask RollbackAsync()
    {
        if (HasOpenTransaction)
        {
            OperationDiagnostics.RolledBack();
        }

        if (_first is not null)
        {
            await _first.RollbackAsync();
        }

        foreach (var other in _others ?? [])
        {
            await other.RollbackAsync();
        }
    }

    private async ValueTask CommitOpenAsync(CancellationToken cancellationToken)
    {
        var writing = _first!;
        if (_others is not null)
        {
            // Two databases cannot commit as one: a module writes to one of them and reads from others.
            var open = _others.Prepend(_first!).Where(unit => unit.HasOpenTransaction).ToList();
            writing = open.Count == 1 ? open[0] : throw new InvalidOperationException(
                "This operation wrote to more than one database, and they cannot commit together. Write to one and tell the other by an event or a saga.");
        }

        await writing.CommitAsync(cancellationToken);
        OperationDiagnostics.Committed();
    }
}
