namespace Roost.Postgres.UnitsOfWork;

/// <summary>How a transaction ended.</summary>
public enum TransactionOutcome
{
    /// <summary>All of it is there.</summary>
    Committed,

    /// <summary>None of it is there.</summary>
    RolledBack,

    /// <summary>The connection broke while it was committing: it is there or it is not, and only the database knows.</summary>
    Unknown,
}
