namespace Shop.Tests.Matrix;

/// <summary>Ids in paths, on every endpoint that the running Shop has.</summary>
public sealed class IdTests(MatrixShop shop) : IClassFixture<MatrixShop>
{
    private readonly Findings _findings = new();

    [Fact]
    public async Task An_id_of_nothing_is_not_found()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.TakesId))
        {
            _findings.Check(endpoint.Name, await shop.SendAsAllowedAsync(endpoint, endpoint.CreateWholeRequest()), 404);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task What_is_another_shops_is_not_found()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.TakesId && !endpoint.IsOperators))
        {
            foreach (var ids in await FindIdsAsync(endpoint))
            {
                _findings.Check($"{endpoint.Name} with {string.Join(", ", ids)}", await shop.SendAsAllowedAsync(endpoint, endpoint.CreateWholeRequest(ids)), 404);
            }
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task The_same_ids_are_found_in_the_shop_that_they_belong_to()
    {
        // What deletes goes last, or the others would find nothing.
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.TakesId && !endpoint.IsOperators).OrderBy(endpoint => endpoint.Method == HttpMethod.Delete.Method))
        {
            var role = MatrixShop.AllRoles.First(endpoint.Allows);
            List<Verdict> verdicts = [];
            foreach (var ids in await FindIdsAsync(endpoint))
            {
                verdicts.Add(await shop.SendAsync(endpoint.CreateWholeRequest(ids), shop.GlobexId, role));
            }

            verdicts.ShouldContain(verdict => verdict.Status != 404, $"No id of the module's tables is one for {endpoint.Name}, so nothing is proven of it.");
        }
    }

    /// <summary>As many ids as the path has, in every combination.</summary>
    private async Task<IReadOnlyList<Guid[]>> FindIdsAsync(EdgeEndpoint endpoint)
    {
        var ids = await FindIdsAsync(endpoint.Module);
        IEnumerable<Guid[]> combinations = [[]];
        for (var position = 0; position < endpoint.IdCount; position++)
        {
            combinations = combinations.SelectMany(_ => ids, (before, id) => (Guid[])[.. before, id]);
        }

        return [.. combinations];
    }

    /// <summary>Whatever is an id in the other shop's rows of a module: some of every column.</summary>
    private async Task<IReadOnlyList<Guid>> FindIdsAsync(string module)
    {
        var columns = await shop.LookAsync<string>(
            """
            SELECT format('(SELECT DISTINCT %I FROM %I.%I WHERE tenant_id = @tenant LIMIT 3)', column_name, table_schema, table_name)
            FROM information_schema.columns
            WHERE (table_schema = @module OR @module = 'jobs' AND table_schema = 'roost' AND table_name IN ('job', 'job_done')) AND data_type = 'uuid' AND column_name <> 'tenant_id'
            """,
            new { module });
        return [.. (await shop.LookAsync<Guid?>(string.Join(" UNION ", columns), new { tenant = shop.GlobexId.Value })).OfType<Guid>()];
    }
}
