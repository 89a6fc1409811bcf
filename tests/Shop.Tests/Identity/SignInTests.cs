using System.Net;
using Roost.Testing.Databases;

namespace Shop.Tests.Identity;

public sealed class SignInTests(PostgresServer server)
{
    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_one_answer()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();

        using var wrong = await desk.PostAsync("login", new { email = "ada@example.com", password = "a wrong one" });
        using var unknown = await desk.PostAsync("login", new { email = "bob@example.com", password = "a wrong one" });

        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        WithoutTrace(await unknown.Content.ReadAsStringAsync()).ShouldBe(WithoutTrace(await wrong.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_for_five_minutes()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        await GuessAsync(desk, 10);

        (await desk.TrySignInAsync()).Code.ShouldBe("auth.invalid_credentials");
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        (await desk.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_guesses_keeps_nobody_out_whose_device_the_account_knows()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var device = (await desk.SignInAsync()).DeviceToken;
        await GuessAsync(desk, 10);

        var known = await desk.TrySignInAsync(deviceToken: device);
        var unknown = await desk.TrySignInAsync();
        var madeUp = await desk.TrySignInAsync(deviceToken: $"dt_{new string('A', 43)}");

        known.Status.ShouldBe(HttpStatusCode.OK);
        known.Tokens!.DeviceToken.ShouldBeNull();
        (unknown.Code, madeUp.Code).ShouldBe(("auth.invalid_credentials", "auth.invalid_credentials"));
    }

    [Fact]
    public async Task A_known_device_has_ten_guesses_of_its_own_and_no_more()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var device = (await desk.SignInAsync()).DeviceToken;
        await GuessAsync(desk, 10, device);

        (await desk.TrySignInAsync(deviceToken: device)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK, "its guesses are not the account's");
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        (await desk.TrySignInAsync(deviceToken: device)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_device_that_one_account_knows_is_any_other_to_the_next()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        await desk.RegisterAsync("eve@example.com");
        var eves = (await desk.SignInAsync("eve@example.com")).DeviceToken;

        await GuessAsync(desk, 10, eves);

        (await desk.TrySignInAsync(deviceToken: eves)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.TrySignInAsync(email: "eve@example.com", deviceToken: eves)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_account_remembers_its_last_twenty_devices()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var devices = new List<string?>();
        for (var i = 0; i < 21; i++)
        {
            devices.Add((await desk.SignInAsync()).DeviceToken);
            desk.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await GuessAsync(desk, 10);

        (await desk.TrySignInAsync(deviceToken: devices[0])).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await desk.TrySignInAsync(deviceToken: devices[1])).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guesses_that_come_at_once_are_counted_one_by_one()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => GuessAsync(desk, 1)));

        (await desk.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_right_password_starts_the_count_anew()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();

        await GuessAsync(desk, 9);
        await desk.SignInAsync();
        await GuessAsync(desk, 9);

        (await desk.TrySignInAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Right_passwords_that_come_at_once_are_all_let_in()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => desk.TrySignInAsync()));

        all.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lock_leaves_those_alone_who_are_signed_in()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();
        var tokens = await desk.SignInAsync();

        await GuessAsync(desk, 10);

        (await desk.RefreshAsync(tokens.RefreshToken)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tokens_are_kept_by_no_cache_and_name_the_shop()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();

        using var answer = await desk.PostAsync("login", new { email = "ada@example.com", password = SignInDesk.Password });
        var tokens = await desk.SignInAsync();

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (tokens.TokenType, tokens.ExpiresIn).ShouldBe(("Bearer", 900));
        Base64UrlText(tokens.AccessToken.Split('.')[1]).ShouldContain($"\"tid\":\"{desk.Tenants.Here}\"");
    }

    private static async Task GuessAsync(SignInDesk desk, int times, string? deviceToken = null)
    {
        for (var i = 0; i < times; i++)
        {
            (await desk.TrySignInAsync("a wrong one", deviceToken: deviceToken)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    private static string WithoutTrace(string problem) => problem[..problem.IndexOf("traceId", StringComparison.Ordinal)];

    private static string Base64UrlText(string part) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));
}
