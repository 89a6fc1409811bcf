namespace Shop.Tests.Matrix;

/// <summary>Who may call which endpoint, on every endpoint that the running Shop has.</summary>
public sealed class AccessTests(MatrixShop shop) : IClassFixture<MatrixShop>
{
    private readonly Findings _findings = new();

    [Fact]
    public void Every_module_with_endpoints_is_looked_at() =>
        shop.Endpoints.Select(endpoint => endpoint.Module).Distinct().ShouldBe(["tenants", "auth", "users", "catalog", "inventory", "orders", "payments", "webhooks", "jobs", "reports", "job-operations"], ignoreOrder: true);

    [Fact]
    public async Task Without_a_token_there_is_nothing_but_what_is_public()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => !endpoint.IsPublic))
        {
            _findings.Check(endpoint.Name, await shop.SendAsVisitorAsync(endpoint.CreateWholeRequest()), 401);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task What_is_public_asks_for_no_token()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.IsPublic))
        {
            var verdict = await shop.SendAsVisitorAsync(endpoint.CreateWholeRequest());
            // Wrong passwords and refresh tokens are refused by what is public itself.
            _findings.CheckNot(endpoint.Name, verdict, verdict.Text.Contains("\"auth.", StringComparison.Ordinal) ? [403] : [401, 403]);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task Each_role_gets_in_where_the_policy_says_so_and_nowhere_else()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => !endpoint.IsPublic))
        {
            foreach (var role in MatrixShop.AllRoles)
            {
                var verdict = await shop.SendAsync(endpoint.CreateWholeRequest(), shop.AcmeId, role);
                if (endpoint.Allows(role))
                {
                    _findings.CheckNot($"{endpoint.Name} as {role ?? "nobody"}", verdict, 401, 403);
                }
                else
                {
                    // Whoever belongs to no shop cannot even have a key there.
                    var isKeyless = role == Roles.Operator && verdict.Text.Contains("\"idempotency.no_owner\"", StringComparison.Ordinal);
                    _findings.Check($"{endpoint.Name} as {role ?? "nobody"}", verdict, isKeyless ? 400 : 403);
                }
            }
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task A_token_of_one_shop_does_not_open_another()
    {
        foreach (var endpoint in shop.Endpoints)
        {
            var request = endpoint.CreateWholeRequest();
            request.Headers.Add("X-Tenant", shop.Globex.Slug);
            _findings.Check(endpoint.Name, await shop.SendAsync(request, shop.AcmeId, MatrixShop.AllRoles.First(endpoint.Allows)), 403);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task Nobody_of_a_shop_is_an_operator_whatever_the_token_says()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => endpoint.IsOperators))
        {
            var request = endpoint.CreateWholeRequest();
            request.Headers.Authorization = new("Bearer", shop.Application.MintToken(shop.AcmeId, shop.Person, Roles.Operator, Roles.Owner));
            _findings.Check(endpoint.Name, await shop.SendAsIsAsync(request), 403);
        }

        _findings.ShouldBeNone();
    }

    [Fact]
    public async Task A_token_that_is_not_ours_opens_nothing()
    {
        foreach (var endpoint in shop.Endpoints.Where(endpoint => !endpoint.IsPublic))
        {
            var request = endpoint.CreateWholeRequest();
            request.Headers.Authorization = new("Bearer", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
            _findings.Check(endpoint.Name, await shop.SendAsVisitorAsync(request), 401);
        }

        _findings.ShouldBeNone();
    }
}
