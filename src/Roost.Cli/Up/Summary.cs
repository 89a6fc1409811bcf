using Roost.Cli.Up.Hosts;
using Spectre.Console;

namespace Roost.Cli.Up;

/// <summary>The one table that says where everything is.</summary>
internal static class Summary
{
    public static Table Of(TopologyPlan plan, ShopPrograms programs, IReadOnlyDictionary<string, ShopDatabase> databases, string mailFolder, IReadOnlyList<SignIn> signIns)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("where");
        var entrance = plan.Entrance.Address;
        Add("Shop", entrance);
        Add("Docs", $"{entrance}/docs");
        Add("OpenAPI", $"{entrance}/openapi/v1.json");
        foreach (var host in plan.IsSingle ? [] : plan.Hosts)
        {
            Add($"Host {host.Name}", $"{host.Address}  {host.Purpose}");
        }

        Add("Payment sandbox", programs.SandboxAddress);
        Add("Mails", mailFolder);
        foreach (var (name, database) in databases)
        {
            Add(databases.Count == 1 ? "Database" : $"Database {name}", database.Hint);
        }

        foreach (var signIn in signIns)
        {
            Add($"Sign in: {signIn.Shop}, {signIn.Role}", $"{signIn.Email}  {signIn.Password}");
        }

        return table;

        // Nothing is wrapped that somebody may want to copy.
        void Add(string what, string where) => table.AddRow(new Text(what), new Text(where) { Overflow = Overflow.Ellipsis });
    }
}
