using System.CommandLine;

namespace Roost.Cli.Operators;

/// <summary>What commands share that look into a database.</summary>
internal static class OperatorOptions
{
    public static readonly Option<string?> Database = new("--database")
    {
        Description = "The database, as the system role: postgresql://… or Host=…;Username=…. By default that of the environment's Roost__Postgres__System, or else of the './roost up' that runs.",
        HelpName = "CONNECTION",
        Recursive = true,
        CustomParser = Readers.Text,
    };

    public static readonly Option<bool> Json = new("--json") { Description = "Answer in JSON.", Recursive = true };

    /// <summary>Does something with the database that is meant.</summary>
    public static Task RunAsync(ParseResult parsed, CancellationToken stop, Func<Npgsql.NpgsqlDataSource, Task> act) => new OperatorDatabase(parsed.GetValue(Database)).RunAsync(act, stop);
}
