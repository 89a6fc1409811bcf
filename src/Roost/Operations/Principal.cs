using System.Collections.Immutable;

namespace Roost.Operations;

/// <summary>Who acts.</summary>
/// <param name="Kind">What sort of actor it is.</param>
/// <param name="Id">The actor's id; <see langword="null"/> for visitors and the system.</param>
/// <param name="Roles">The roles that policies ask for.</param>
public sealed record Principal(PrincipalKind Kind, Guid? Id, ImmutableArray<string> Roles)
{
    /// <summary>A visitor who has not signed in.</summary>
    public static Principal Anonymous { get; } = new(PrincipalKind.Anonymous, null, []);

    /// <summary>The application itself, in work that nobody asked for: seeds, schedules, clean-up.</summary>
    public static Principal System { get; } = new(PrincipalKind.System, null, []);

    /// <summary>A person or machine that has signed in.</summary>
    public static Principal User(Guid id, params ImmutableArray<string> roles) => new(PrincipalKind.User, id, roles);

    /// <summary>The actor's id, where there must be one.</summary>
    /// <exception cref="InvalidOperationException">Nobody has signed in.</exception>
    public Guid RequiredId => Id ?? throw new InvalidOperationException("Nobody has signed in here. Require authorization on the endpoint.");

    /// <summary>Whether the actor has a role.</summary>
    public bool IsInRole(string role) => Roles.Contains(role, StringComparer.Ordinal);
}
