using System.ComponentModel.DataAnnotations;

namespace Roost.Remoting.TestHost;

/// <summary>A contract with a method of each sort.</summary>
[Contract]
public interface IProbe
{
    Task<Result<Sample>> EchoAsync(Sample sample, CancellationToken cancellationToken);

    Task<IReadOnlyList<Sample>> RepeatAsync(Sample sample, int times, CancellationToken cancellationToken);

    Task<string?> MaybeAsync(string? text, CancellationToken cancellationToken);

    Task<Result<string?>> MaybeResultAsync(string? text, CancellationToken cancellationToken);

    Task DoAsync(Behaviour behaviour, CancellationToken cancellationToken);

    Task<Result> TryAsync(Behaviour behaviour, CancellationToken cancellationToken);

    Task<Result<int>> TryForAsync(Behaviour behaviour, CancellationToken cancellationToken);

    Task<Seen> LookAsync(CancellationToken cancellationToken);

    /// <summary>Says how many have begun to wait.</summary>
    Task<int> WaitersAsync(CancellationToken cancellationToken);

    /// <summary>Says how often it was called under the id.</summary>
    [Idempotent]
    Task<int> CountAsync(Guid operationId, CancellationToken cancellationToken);
}

/// <summary>A contract that nobody declares to use.</summary>
[Contract]
public interface IHidden
{
    Task<int> NumberAsync(CancellationToken cancellationToken);
}

/// <summary>What a method is to do.</summary>
public sealed record Behaviour(Deed Deed, [Range(0, 9)] int Kind = 0);

public enum Deed
{
    Succeed,

    /// <summary>Returns an error of the kind.</summary>
    Refuse,

    /// <summary>Throws what nobody expects.</summary>
    Throw,

    /// <summary>Throws what says that time is up.</summary>
    TimeOut,

    /// <summary>Throws as if it were cancelled, and is not.</summary>
    PretendCancelled,

    /// <summary>Throws the error of a call of its own.</summary>
    PassOn,

    /// <summary>Waits until it is cancelled.</summary>
    Wait,

    /// <summary>Ends its process.</summary>
    Die,
}

/// <summary>For whom a call ran.</summary>
public sealed record Seen(Guid? Tenant, string Kind, Guid? Principal, IReadOnlyList<string> Roles, string Correlation, string? Trace, bool HasDeadline);
