using System.Globalization;
using Roost.Validation;
using Shop.Catalog.Products;

namespace Shop.Catalog.Imports;

/// <summary>Makes products of lines, by the rules that hold for one product alone.</summary>
internal sealed class ImportLine(ValidatorSet validators)
{
    private static readonly Dictionary<string, string> Columns = new() { ["price.amount"] = ImportColumns.Price, ["price.currency"] = ImportColumns.Currency };

    /// <summary>Reads a line.</summary>
    /// <returns>The product, or what is wrong with it.</returns>
    public (CreateProduct? Product, IReadOnlyList<ImportError> Errors) Read(StagedLine line)
    {
        if (line.Values is not [var sku, var name, var description, var price, var currency])
        {
            return (null, [new(line.Line, null, line.Fault ?? "cannot be read")]);
        }

        var isNumber = long.TryParse(price, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount);
        var product = new CreateProduct(sku, name, description, new Money(amount, currency));
        var validation = new ValidationContext();
        if (!isNumber)
        {
            validation.Add("price.amount", "must be a whole number of minor units: 1999 is 19.99");
        }

        // Of JSON the edge refuses it; PostgreSQL keeps it in no text.
        foreach (var (column, value) in ImportColumns.Names.Zip(line.Values).Where(field => field.Second.Contains('\0')))
        {
            validation.Add(column, "must not have U+0000 in it");
        }

        Validate(product, validation);
        return validation.IsValid ? (product, []) : (null, [.. ErrorsOf(line.Line, validation)]);
    }

    private static IEnumerable<ImportError> ErrorsOf(int line, ValidationContext validation) =>
        from field in validation.Errors
        from message in field.Value
        select new ImportError(line, Columns.GetValueOrDefault(field.Key, field.Key), message);

    private void Validate(CreateProduct product, ValidationContext validation)
    {
        if (!validators.TryGet(typeof(CreateProduct), out var validate))
        {
            throw new InvalidOperationException($"No validator was generated for {nameof(CreateProduct)}, and no line is taken unseen.");
        }

        validate(product, validation);
    }
}
