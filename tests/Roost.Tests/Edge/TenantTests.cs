using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Roost.Tests.Edge;

public sealed class TenantTests(MirrorHost mirror) : IClassFixture<MirrorHost>
{
    private static readonly Guid Subject = Guid.CreateVersion7();

    [Fact]
    public async Task A_visitor_chooses_the_tenant_by_name()
    {
        var seen = await SeeAsync(null, "acme");

        (seen.Principal, seen.Tenant).ShouldBe((null, Tenants.Acme.Value));
    }

    [Fact]
    public async Task Whoever_is_signed_in_works_for_the_tenant_of_the_token()
    {
        var claims = $"sub={Subject};tid={Tenants.Acme};roles=staff;roles=owner";

        var seen = await SeeAsync(claims, null);
        var named = await SeeAsync(claims, "acme");

        (seen.Principal, seen.Tenant).ShouldBe((Subject, Tenants.Acme.Value));
        seen.Roles.ShouldBe(["staff", "owner"]);
        named.Tenant.ShouldBe(Tenants.Acme.Value);
    }

    [Theory]
    [InlineData("globex", true)]
    [InlineData("nobody", true)]
    [InlineData("acme", false)]
    [InlineData("nobody", false)]
    [InlineData("", false)]
    public async Task A_header_that_differs_from_the_token_is_forbidden_even_if_the_token_names_none(string tenant, bool hasTenant)
    {
        var claims = $"sub={Subject};roles=staff" + (hasTenant ? $";tid={Tenants.Acme}" : "");

        await RefuseAsync(claims, tenant, HttpStatusCode.Forbidden, "tenant.mismatch");
    }

    [Fact]
    public async Task A_token_without_a_tenant_works_for_none() => (await SeeAsync($"sub={Subject}", null)).Tenant.ShouldBeNull();

    [Theory]
    [InlineData("sub=guest;roles=staff")]
    [InlineData("roles=staff")]
    [InlineData("sub=00000000-0000-0000-0000-000000000000")]
    [InlineData("sub=0192f0c1-2345-7000-8000-000000000001;tid=acme")]
    [InlineData("sub=0192f0c1-2345-7000-8000-000000000001;tid=")]
    [InlineData("sub=0192f0c1-2345-7000-8000-000000000001;tid=0192f0c1-2345-7000-8000-000000000002;tid=0192f0c1-2345-7000-8000-000000000003")]
    [InlineData("sub=0192f0c1-2345-7000-8000-000000000001;sub=0192f0c1-2345-7000-8000-000000000002")]
    public async Task Claims_that_cannot_be_read_are_refused_rather_than_taken_for_a_visitors(string claims)
    {
        await RefuseAsync(claims, null, HttpStatusCode.Unauthorized, "token.unreadable");
        await RefuseAsync(claims, "acme", HttpStatusCode.Unauthorized, "token.unreadable");
    }

    [Fact]
    public async Task A_tenant_that_does_not_exist_is_not_found() => await RefuseAsync(null, "nobody", HttpStatusCode.NotFound, "tenant.unknown");

    private async Task<Reflection> SeeAsync(string? claims, string? tenant)
    {
        using var answer = await mirror.GetAsync("/v1/mirror", claims, tenant);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<Reflection>())!;
    }

    private async Task RefuseAsync(string? claims, string? tenant, HttpStatusCode status, string code)
    {
        using var answer = await mirror.GetAsync("/v1/mirror", claims, tenant);
        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
    }
}
