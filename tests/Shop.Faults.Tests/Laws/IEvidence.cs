using Shop.PaymentSandbox.Tests;

namespace Shop.Faults.Tests.Laws;

/// <summary>What laws are asked of: what people wanted of a Shop, and the witnesses of what came of it.</summary>
internal interface IEvidence
{
    /// <summary>How many orders were asked for, however often.</summary>
    int Wanted { get; }

    /// <summary>What was asked back of orders that stay confirmed, by order.</summary>
    IReadOnlyDictionary<Guid, long> WantedBack { get; }

    /// <summary>What is sold, with its price.</summary>
    IReadOnlyList<(Guid Id, long Price)> Products { get; }

    /// <summary>The folder of mails.</summary>
    string Mails { get; }

    /// <summary>The payment provider.</summary>
    SandboxClient Sandbox { get; }

    /// <summary>Whether two modules' tables are in two databases.</summary>
    bool AreApart(string one, string other);

    /// <summary>Asks, past row-level security, the database in which these modules' tables are.</summary>
    /// <param name="modules">Whose tables it is about. In each topology of Shop's they share a database.</param>
    /// <param name="sql">What is asked.</param>
    /// <param name="parameters">Its parameters.</param>
    Task<IReadOnlyList<T>> LookAsync<T>(IReadOnlyList<string> modules, string sql, object? parameters = null);

    /// <summary>Asks each database, of what all of them have.</summary>
    Task<IReadOnlyList<T>> LookEverywhereAsync<T>(string sql);
}
