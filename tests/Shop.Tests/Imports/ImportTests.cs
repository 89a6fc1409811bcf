using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Shop.Tests.Imports;

/// <summary>Files of products, as they become products.</summary>
public sealed class ImportTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    [Fact]
    public async Task A_good_file_adds_products_and_changes_those_that_are_there()
    {
        var (old, fresh) = (ImportDesk.CreateSku(), ImportDesk.CreateSku());
        (await desk.ResultOfAsync($"{ImportDesk.Header}{old},Mug,A mug.,1299,EUR\n")).GetProperty("created").GetInt32().ShouldBe(1);

        var result = await desk.ResultOfAsync($"{ImportDesk.Header}{old},Mug,A better mug.,1499,EUR\n{fresh},Lamp,A lamp.,8900,USD\n");

        Counts(result).ShouldBe("2 lines: 1 created, 1 updated, 0 failed");
        result.GetProperty("errors").GetArrayLength().ShouldBe(0);
        (await ProductsAsync(old, fresh)).ShouldBe(["Mug|A better mug.|1499|EUR|2", "Lamp|A lamp.|8900|USD|1"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_line_that_changes_nothing_makes_no_new_version()
    {
        var sku = ImportDesk.CreateSku();
        var file = $"{ImportDesk.Header}{sku},Mug,A mug.,1299,EUR\n";
        await desk.ResultOfAsync(file);

        Counts(await desk.ResultOfAsync(file)).ShouldBe("1 lines: 0 created, 1 updated, 0 failed");

        (await ProductsAsync(sku)).ShouldBe(["Mug|A mug.|1299|EUR|1"]);
    }

    [Fact]
    public async Task Of_two_lines_with_one_number_the_later_counts()
    {
        var sku = ImportDesk.CreateSku();

        var result = await desk.ResultOfAsync($"{ImportDesk.Header}{sku},Mug,First.,1,EUR\n{sku},Mug,Second.,2,EUR\n");

        Counts(result).ShouldBe("2 lines: 1 created, 1 updated, 0 failed");
        (await ProductsAsync(sku)).ShouldBe(["Mug|Second.|2|EUR|1"]);
    }

    [Fact]
    public async Task A_wrong_line_is_reported_by_number_while_the_others_go_in()
    {
        var sku = ImportDesk.CreateSku();
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes($"""
                {ImportDesk.Header}{sku}-2,Mug,"Two
                lines.",1299,EUR
                {sku}-4,Mug,A mug.,12.99,EUR
                ,Mug,A mug.,1299,EUR
                {sku}-6,Mug,A mug.,1299,XXX
                {sku}-7,Mug,A mug.

                {sku}-9,Mug,15" wide.,1299,EUR
                {sku}-10,Mug,"A "mug.",1299,EUR
                {sku}-11,{new string('m', 201)},A mug.,-1,EUR
                {sku}-12,M{'\0'}ug,A mug.,1299,EUR
                {sku}-13,Mug,
                """),
            0xE9,
            .. Encoding.UTF8.GetBytes($",1299,EUR\n{sku}-14,Mug,The last.,1299,EUR"),
        ];
        using var answer = await desk.SendAsync(new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());

        var result = (await desk.EndOfAsync(answer.Headers.Location!.OriginalString)).GetProperty("result");

        Counts(result).ShouldBe("11 lines: 2 created, 0 updated, 9 failed");
        result.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("line")} {error.GetProperty("field").GetString() ?? "-"}").ShouldBe(
            ["4 price", "5 sku", "5 sku", "6 currency", "7 -", "9 -", "10 -", "11 name", "11 price", "12 name", "13 -"]);
        (await ProductsAsync($"{sku}-2", $"{sku}-14")).ShouldBe(["Mug|Two\nlines.|1299|EUR|1", "Mug|The last.|1299|EUR|1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Any_end_of_line_any_order_of_columns_and_a_byte_order_mark_will_do(string end)
    {
        var sku = ImportDesk.CreateSku();

        var result = await desk.ResultOfAsync($"\uFEFFPrice, Currency,\"description\",SKU,Name{end}7,EUR,\"A \"\"mug\"\",{end}white.\",{sku},\"Mug\"{end}{end}8,EUR,d,{sku}-b,n");

        Counts(result).ShouldBe("2 lines: 2 created, 0 updated, 0 failed");
        (await ProductsAsync(sku)).ShouldBe([$"Mug|A \"mug\",{end}white.|7|EUR|1"]);
    }

    [Theory]
    [InlineData("", "catalog.import_empty")]
    [InlineData("\uFEFF", "catalog.import_empty")]
    [InlineData("sku,name\n", "catalog.import_header")]
    [InlineData("sku,name,description,price,currency,colour\n", "catalog.import_header")]
    [InlineData("sku,sku,name,description,price,currency\n", "catalog.import_header")]
    [InlineData("sku;name;description;price;currency\n", "catalog.import_header")]
    [InlineData("{\"sku\":\"a\"}", "catalog.import_malformed")]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0", "catalog.import_header")]
    [InlineData("sku,name,description,price,currency\na,b,c,1,EUR\na,\"b,c,1,EUR\n", "catalog.import_malformed")]
    public async Task What_cannot_be_read_at_all_is_refused_at_once(string file, string code)
    {
        using var answer = await desk.SendAsync(ImportDesk.Csv(file));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ImportDesk.CodeOfAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task A_file_with_nothing_but_a_header_is_imported() => Counts(await desk.ResultOfAsync(ImportDesk.Header)).ShouldBe("0 lines: 0 created, 0 updated, 0 failed");

    [Fact]
    public async Task A_record_without_an_end_is_refused_where_it_begins_and_leaves_nothing_behind()
    {
        var file = ImportDesk.Lines(ImportDesk.CreateSku(), 3000) + "x,\"" + new string('y', 70_000);

        using var answer = await desk.SendAsync(ImportDesk.Csv(file));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Line 3002 ");
        (await desk.LookAsync<long>("SELECT count(*) FROM catalog.import_batches")).ShouldBe([0]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Another_media_type_is_refused(string type)
    {
        using var answer = await desk.SendAsync(ImportDesk.Csv(ImportDesk.Header, type));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Another_encoding_is_refused()
    {
        using var answer = await desk.SendAsync(ImportDesk.Csv(ImportDesk.Header, "text/csv; charset=iso-8859-1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ImportDesk.CodeOfAsync(answer)).ShouldBe("catalog.import_encoding");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_may_be_larger_than_other_bodies_but_not_larger_than_its_own_limit(bool chunked)
    {
        // White space that no line ends in: nothing but its size is wrong with the larger one.
        var blank = new string('\n', 2 << 20);
        using var large = await desk.SendAsync(ImportDesk.Csv(ImportDesk.Header + blank), chunked: chunked);
        large.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        using var answer = await desk.SendAsync(ImportDesk.Csv(ImportDesk.Header + new string('\n', ImportDesk.MaxFile)), chunked: chunked);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_same_file_under_the_same_key_is_imported_once_and_another_is_refused()
    {
        var key = $"{Guid.CreateVersion7()}";
        var file = ImportDesk.Lines(ImportDesk.CreateSku(), 3);

        using var first = await desk.SendAsync(ImportDesk.Csv(file), key);
        using var again = await desk.SendAsync(ImportDesk.Csv(file), key);
        using var other = await desk.SendAsync(ImportDesk.Csv(file + "x"), key);

        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        again.Headers.Location.ShouldBe(first.Headers.Location);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Counts((await desk.EndOfAsync(first.Headers.Location!.OriginalString)).GetProperty("result")).ShouldBe("3 lines: 3 created, 0 updated, 0 failed");
    }

    [Fact]
    public async Task A_hundred_thousand_lines_go_in_with_every_error_counted_and_a_thousand_told()
    {
        var sku = ImportDesk.CreateSku();
        var file = ImportDesk.Lines(sku, 98_500) + string.Concat(Enumerable.Range(98_502, 1500).Select(line => $"{sku}-{line},Mug,A mug.,much,EUR\n"));

        var result = await desk.ResultOfAsync(file);

        Counts(result).ShouldBe("100000 lines: 98500 created, 0 updated, 1500 failed");
        result.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("line").GetInt32()).ShouldBe(Enumerable.Range(98_502, 1000));
        (await desk.LookAsync<long>("SELECT count(*) FROM catalog.products WHERE sku LIKE @like", new { like = $"{sku}-%" })).ShouldBe([98_500]);
        (await desk.LookAsync<long>("SELECT count(*) FROM catalog.import_errors")).ShouldBe([0]);
    }

    private static string Counts(JsonElement result) =>
        $"{result.GetProperty("lines")} lines: {result.GetProperty("created")} created, {result.GetProperty("updated")} updated, {result.GetProperty("failed")} failed";

    private Task<IReadOnlyList<string>> ProductsAsync(params string[] skus) => desk.LookAsync<string>(
        "SELECT concat_ws('|', name, description, price_amount, price_currency, version) FROM catalog.products WHERE sku = ANY (@skus) AND deleted_at IS NULL", new { skus });
}
