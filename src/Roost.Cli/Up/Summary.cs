using Spectre.Console;

namespace Roost.Cli.Up;

/// <summary>The one table that says where everything is.</summary>
internal static class Summary
{
    public static Table Of(ShopPrograms programs, ShopDatabase database, string mailFolder, IReadOnlyList<SignIn> signIns)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("what").AddColumn("where");
        Add("Shop", programs.Address);
        Add("Docs", $"{programs.Address}/docs");
        Add("OpenAPI", $"{programs.Address}/openapi/v1.json");
        Add("Payment sandbox", programs.SandboxAddress);
        Add("Mails", mailFolder);
        Add("Database", database.Hint);
        foreach (var signIn in signIns)
        {
            Add($"Sign in: {signIn.Shop}, {signIn.Role}", $"{signIn.Email}  {signIn.Password}");
        }

        return table;

        // Nothing is wrapped that somebody may want to copy.
        void Add(string what, string where) => table.AddRow(new Text(what), new Text(where) { Overflow = Overflow.Ellipsis });
    }
}
