using Spectre.Console;

namespace Roost.Cli.Operators;

/// <summary>What people read.</summary>
internal static class OperatorTable
{
    public static Table Create(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        return table;
    }

    // As text, and not as markup: what is in a job is not ours.
    public static void Add(this Table table, params string[] cells) => table.AddRow(cells.Select(static cell => new Text(cell)));
}
