namespace Roost.Operations;

/// <summary>What sort of actor a <see cref="Principal"/> is.</summary>
public enum PrincipalKind
{
    /// <summary>A visitor who has not signed in.</summary>
    Anonymous,

    /// <summary>A person or machine that has signed in.</summary>
    User,

    /// <summary>The application itself.</summary>
    System,
}
