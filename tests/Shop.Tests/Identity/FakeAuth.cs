using System.Collections.Concurrent;
using Roost;
using Shop.Auth.Contracts;

namespace Shop.Tests.Identity;

/// <summary>Registers owners in memory, in the place of the module of auth.</summary>
internal sealed class FakeAuth : IAuth
{
    public ConcurrentDictionary<Guid, RegisterAccount> Owners { get; } = [];

    /// <summary>What goes wrong before an owner is registered: an error, or an exception as a crash would be one.</summary>
    public Func<Error?> Before { get; set; } = () => null;

    /// <summary>What goes wrong after that.</summary>
    public Action After { get; set; } = () => { };

    public Task<Result<AccountSnapshot>> RegisterAsync(RegisterAccount request, CancellationToken cancellationToken)
    {
        if (Before() is { } error)
        {
            return Task.FromResult<Result<AccountSnapshot>>(error);
        }

        var known = Owners.GetOrAdd(request.OperationId, request);
        After();
        return Task.FromResult<Result<AccountSnapshot>>(known.Password == request.Password
            ? new AccountSnapshot(request.OperationId, request.Email, request.Role)
            : Error.Conflict("auth.operation_reused", "This operation has made another account already."));
    }
}
