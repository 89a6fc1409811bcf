using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;
using Shop.Auth;

namespace Shop.Tests.Identity;

public sealed class RefreshTests(PostgresServer server)
{
    [Fact]
    public async Task In_a_thousand_races_for_a_token_one_wins_and_the_session_lives_on()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;

        for (var race = 0; race < 1000; race++)
        {
            var (first, second) = (desk.RefreshAsync(token), desk.RefreshAsync(token));
            var both = await Task.WhenAll(first, second);
            var winner = both.Where(answer => answer.Status == HttpStatusCode.OK).ShouldHaveSingleItem($"race {race}");
            both.ShouldContain(answer => answer.Code == "auth.refresh_raced", $"race {race}");
            token = winner.Tokens!.RefreshToken;
        }
    }

    [Fact]
    public async Task A_token_that_comes_again_later_ends_the_session_for_thief_and_owner()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var stolen = (await desk.SignInAsync()).RefreshToken;
        var next = (await desk.RefreshAsync(stolen)).Tokens!.RefreshToken;

        await desk.ShiftUseAsync(TimeSpan.FromSeconds(-5));

        (await desk.RefreshAsync(stolen)).Code.ShouldBe("auth.invalid_refresh_token");
        (await desk.RefreshAsync(next)).Code.ShouldBe("auth.invalid_refresh_token");
    }

    [Fact]
    public async Task Hosts_whose_clocks_disagree_agree_about_a_race()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;
        var next = (await desk.RefreshAsync(token)).Tokens!.RefreshToken;

        // As if another host had it, whose clock is ahead.
        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        (await desk.RefreshAsync(token)).Code.ShouldBe("auth.refresh_raced");
        (await desk.RefreshAsync(next)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_grace_every_second_use_is_theft_whatever_the_clocks_say()
    {
        await using var desk = await SignInDesk.OpenAsync(server, ("Modules:auth:ReuseGrace", "00:00:00"));
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;
        await desk.RefreshAsync(token);
        await desk.ShiftUseAsync(TimeSpan.FromMinutes(1));

        (await desk.RefreshAsync(token)).Code.ShouldBe("auth.invalid_refresh_token");
    }

    [Fact]
    public async Task A_theft_ends_one_session_and_not_the_others()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var (phone, laptop) = (await desk.SignInAsync(), await desk.SignInAsync());
        await desk.RefreshAsync(phone.RefreshToken);
        await desk.ShiftUseAsync(TimeSpan.FromMinutes(-1));

        await desk.RefreshAsync(phone.RefreshToken);

        (await desk.RefreshAsync(laptop.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days_however_often_it_is_refreshed()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;
        for (var day = 1; day <= 29; day++)
        {
            desk.Clock.Advance(TimeSpan.FromDays(1));
            token = (await desk.RefreshAsync(token)).Tokens!.RefreshToken;
        }

        desk.Clock.Advance(TimeSpan.FromDays(1));

        (await desk.RefreshAsync(token)).Code.ShouldBe("auth.invalid_refresh_token");
    }

    [Fact]
    public async Task A_token_that_waits_for_two_weeks_has_run_out()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;

        desk.Clock.Advance(TimeSpan.FromDays(14));

        (await desk.RefreshAsync(token)).Code.ShouldBe("auth.invalid_refresh_token");
    }

    [Fact]
    public async Task Another_shop_knows_nothing_of_the_token()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;
        using var stranger = desk.CreateVisitor("elsewhere");

        using var answer = await stranger.PostAsJsonAsync("/v1/auth/refresh", new { refreshToken = token });
        using var logout = await stranger.PostAsJsonAsync("/v1/auth/logout", new { refreshToken = token });

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        logout.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await desk.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_any_token()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;

        using var out1 = await desk.PostAsync("logout", new { refreshToken = token });
        using var out2 = await desk.PostAsync("logout", new { refreshToken = "no such token" });

        (out1.StatusCode, out2.StatusCode).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.NoContent));
        (await desk.RefreshAsync(token)).Code.ShouldBe("auth.invalid_refresh_token");
    }

    [Fact]
    public async Task A_token_is_stored_as_its_hash_only()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var token = (await desk.SignInAsync()).RefreshToken;

        var stored = await desk.Host.RunAsync(desk.Tenants.Here, async services =>
            (await services.GetRequiredService<Sql<AuthModule>>().QueryAsync<byte[]>("SELECT hash FROM auth.session_tokens")).ShouldHaveSingleItem());

        stored.ShouldBe(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));
    }
}
