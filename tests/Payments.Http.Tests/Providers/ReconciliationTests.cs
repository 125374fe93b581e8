using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Payments.Domain.Identity;
using Payments.Domain.Reconciliation;
using Payments.Host.Commands;
using Payments.Http.Tests.Api;
using Payments.ProviderSandbox.Alipay;
using Payments.ProviderSandbox.WeChat;
using Payments.Storage;
using Payments.Storage.Reconciliation;
using Payments.Testing;
using Payments.Testing.Gateway;
using Payments.Testing.Silo;

namespace Payments.Http.Tests.Providers;

/// <summary>Payments at both stand-ins of one day, and a gateway of a later day that compares them with the bills.</summary>
public sealed class ReconciliationTests(ReconciledGateway gateway) : IClassFixture<ReconciledGateway>
{
    private const string WeChat = "wechat";
    private const string Alipay = "alipay";

    [Theory]
    [InlineData(WeChat, 2, "140", "0.84", "139.16", "100.5")]
    [InlineData(Alipay, 1, "70", "0.42", "69.58", null)]
    public async Task A_days_bill_agrees_and_settles_what_the_orders_brought(
        string provider, long payments, string gross, string fees, string net, string? payout)
    {
        await gateway.CompareAsync(provider);
        var run = await gateway.RunAsync(provider);
        ((long)run["lines"]!, (long)run["payments"]!, (long)run["matched"]!).Should().Be((payments, payments, payments));
        ((long)run["differences"]!, (long)run["open"]!, (string?)run["trouble"]).Should().Be((0, 0, null), run.ToJsonString());

        var all = (await gateway.Admin.GetAsync($"/admin/settlements?provider={provider}")).Data["settlements"]!.AsArray();
        var own = all.Single(row => row!["merchant_id"] is not null)!;
        string[] names = ["merchant_id", "currency", "gross", "stated", "fees", "net"];
        names.Select(name => (string)own[name]!).Should().Equal(gateway.MerchantId, "CNY", gross, gross, fees, net);
        all.Where(row => row!["payout"] is not null).Select(row => (string)row!["payout"]!).Should().Equal(payout is null ? [] : [payout]);

        var shown = (await gateway.Shop.GetAsync($"/settlements?provider={provider}")).Data["settlements"]!.AsArray();
        shown.Should().ContainSingle().Which!["gross"]!.ToString().Should().Be(gross);
    }

    [Theory]
    [InlineData(WeChat)]
    [InlineData(Alipay)]
    public async Task A_planted_difference_is_found_settled_and_stays_settled(string provider)
    {
        var reference = await gateway.PlantAsync(provider, "0.01");
        await gateway.CompareAsync(provider);
        ((long)(await gateway.RunAsync(provider))["open"]!).Should().Be(1);
        var found = (await gateway.Admin.GetAsync($"/admin/reconciliations/differences?provider={provider}&open=true")).Data["differences"]!
            .AsArray().Single()!;
        ((string)found["kind"]!, (string)found["reference"]!, (string)found["our_amount"]!, (string)found["their_amount"]!).Should()
            .Be(("other_amount", reference, "0.01", "70"));

        var settle = $"/admin/reconciliations/differences/{found["id"]}/settle";
        (await gateway.Admin.PostAsync(settle, """{"reason":" "}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Admin.PostAsync("/admin/reconciliations/differences/none/settle", """{"reason":"x"}""")).Status.Should()
            .Be(HttpStatusCode.NotFound);
        var settled = await gateway.Admin.PostAsync(settle, """{"reason":"=the till's discount"}""");
        ((string)settled.Data["settled_reason"]!).Should().Be("=the till's discount");

        await gateway.CompareAsync(provider);
        var again = await gateway.RunAsync(provider);
        ((long)again["differences"]!, (long)again["open"]!).Should().Be((1, 0));
        using var csv = await gateway.SendAsync($"/api/v1/admin/reconciliations/differences?provider={provider}&format=csv");
        (csv.Content.Headers.ContentType!.MediaType, csv.Content.Headers.ContentDisposition!.FileName).Should()
            .Be(("text/csv", "differences.csv"));
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        lines[0].Should().StartWith("id,provider,account,day,kind,entry,reference");
        lines.Should().ContainSingle(line => line.Contains(reference)).Which.Should().EndWith(",'=the till's discount");

        await gateway.PlantAsync(provider, "70");
        await gateway.CompareAsync(provider);
        ((long)(await gateway.RunAsync(provider))["differences"]!).Should().Be(0);
    }

    [Fact]
    public async Task The_command_compares_as_the_gateway_does()
    {
        var (code, output) = await gateway.CommandAsync("wechat", gateway.Day);
        output.Should().Contain("2 lines, 2 payments here, 2 agree, 0 of other systems, 0 differences, 0 open")
            .And.Contain($"{gateway.MerchantId.Replace("-", "")}: 2 payments, gross 140");
        code.Should().Be(0);
        var unknown = () => gateway.CommandAsync("nobody", gateway.Day);
        await unknown.Should().ThrowAsync<Domain.Settings.SettingException>().WithMessage("*'nobody'*");
        var early = () => gateway.CommandAsync("wechat", "2199-01-01");
        await early.Should().ThrowAsync<Domain.Settings.SettingException>().WithMessage("*no statement of 2199-01-01 yet*");
        var noDay = () => gateway.CommandAsync("wechat", "yesterday");
        await noDay.Should().ThrowAsync<Domain.Settings.SettingException>().WithMessage("reconcile needs a provider and a day*");
        (await gateway.CommandAsync("wechat", gateway.Day, "--merchant", gateway.MerchantId)).Output.Should()
            .Contain("the account is not there");
    }

    [Theory]
    [InlineData("""{"provider":"medogram","day":"2026-01-01"}""", HttpStatusCode.BadRequest, "provider: expected one of ")]
    [InlineData("""{"provider":"wechat","day":"1.1.2026"}""", HttpStatusCode.BadRequest, "day: expected a day")]
    [InlineData(
        """{"provider":"wechat","day":"2199-01-01"}""", HttpStatusCode.Conflict, "day: the provider has no statement of that day yet")]
    [InlineData("""{"provider":"cryptomus","day":"2026-01-01"}""", HttpStatusCode.NotFound, "account: there is no such account")]
    [InlineData(
        """{"provider":"wechat","day":"2026-01-01","account":"x"}""", HttpStatusCode.BadRequest,
        "account: expected installation or a merchant_id")]
    [InlineData("""{"provider":"wechat"}""", HttpStatusCode.BadRequest, "day: is required")]
    [InlineData("""{"provider":"tron","day":"2026-01-01"}""", HttpStatusCode.BadRequest, "provider: expected one of ")]
    public async Task What_cannot_be_asked_for_is_named(string body, HttpStatusCode status, string error)
    {
        var answer = await gateway.Admin.PostAsync("/admin/reconciliations", body);
        (answer.Status, answer.Error!.StartsWith(error, StringComparison.Ordinal)).Should().Be((status, true), answer.Error);
    }

    [Fact]
    public async Task Lists_go_on_where_they_ended_and_merchants_see_their_own_alone()
    {
        await gateway.CompareAsync(WeChat);
        await gateway.CompareAsync(Alipay);
        var days = $"from={gateway.Day}&to={gateway.Day}";
        var first = (await gateway.Admin.GetAsync($"/admin/reconciliations?{days}&limit=1")).Data;
        var next = (string)first["next"]!;
        var rest = (await gateway.Admin.GetAsync($"/admin/reconciliations?{days}&limit=100&after={next}")).Data;
        var both = first["reconciliations"]!.AsArray().Concat(rest["reconciliations"]!.AsArray()).Select(run => (string)run!["provider"]!);
        both.Should().OnlyHaveUniqueItems().And.Contain([WeChat, Alipay]);
        rest["next"].Should().BeNull();
        foreach (var path in new[] { "/reconciliations", "/reconciliations/differences" })
        {
            (await gateway.Shop.GetAsync(path)).Data.First().Value!.AsArray().Should().BeEmpty("the account is the installation's");
            (await gateway.Shop.GetAsync($"/admin{path}")).Status.Should().Be(HttpStatusCode.Unauthorized);
            (await gateway.Anyone.GetAsync(path)).Status.Should().Be(HttpStatusCode.Unauthorized);
        }
        (await gateway.Admin.GetAsync("/admin/reconciliations?after=x")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Admin.GetAsync("/admin/reconciliations/differences?open=maybe")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Admin.GetAsync("/admin/settlements?from=soon")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.Admin.GetAsync("/admin/settlements?format=xls")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_merchant_sees_differences_of_its_transfers_on_chains_and_no_days_of_chains()
    {
        var transfer = new StatementEntry
        {
            Key = new EntryKey("bsc:0xaa:1", EntryKind.Transfer),
            Number = "0xaa",
            Amount = 70m,
            Currency = "USDT",
            IsPaid = true,
            At = DateTimeOffset.UnixEpoch,
            Word = ChainStatement.Final,
        };
        var missing = new Difference(DifferenceKind.MissingHere, transfer.Key, transfer, null);
        MerchantId.TryParse(gateway.MerchantId, out var merchant).Should().BeTrue();
        await gateway.FindOnChainAsync((missing, merchant), (missing, null));

        var own = (await gateway.Shop.GetAsync("/reconciliations/differences")).Data["differences"]!.AsArray().Should().ContainSingle()
            .Subject!;
        ((string)own["provider"]!, (string)own["entry"]!, (string)own["kind"]!, (string)own["their_amount"]!, (string)own["account"]!)
            .Should().Be(("bsc", "transfer", "missing_here", "70", "installation"));
        (await gateway.Shop.GetAsync("/reconciliations")).Data["reconciliations"]!.AsArray().Should().BeEmpty();
        (await gateway.Admin.GetAsync("/admin/reconciliations/differences?provider=bsc")).Data["differences"]!.AsArray().Should()
            .HaveCount(2);

        await gateway.FindOnChainAsync();
        (await gateway.Shop.GetAsync("/reconciliations/differences")).Data["differences"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Operators_see_the_days_and_monitors_their_differences_and_certificates()
    {
        await gateway.CompareAsync(WeChat);
        using var page = await gateway.SendAsync("/ops/state");
        var shown = JsonNode.Parse(await page.Content.ReadAsStringAsync())!["statements"]!.AsArray();
        shown.Should().Contain(row => (string)row!["provider"]! == WeChat);
        string[] told =
        [
            "payments_reconciliation_differences_open{provider=\"wechat\"}",
            "payments_reconciliation_age_seconds{provider=\"alipay\"}",
            "payments_provider_certificate_left_seconds{",
        ];
        await Patience.UntilAsync(async () =>
        {
            var metrics = await gateway.Http.GetStringAsync("/metrics");
            return told.All(name => metrics.Contains(name, StringComparison.Ordinal));
        }, "the gauges are told");
    }
}

/// <summary>An installation that took payments at midday of a day that is over, and runs on the machine's clock now.</summary>
public sealed class ReconciledGateway : IAsyncLifetime
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    private readonly string folder = Directory.CreateTempSubdirectory("payments-reconciled-").FullName;
    private readonly ShiftedTime clock = new();
    private readonly HttpClient payer = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WeChatSandbox wechat = null!;
    private AlipaySandbox alipay = null!;
    private Dictionary<string, string?> settings = null!;
    private GatewayHost host = null!;
    private string apiKey = "";

    public string Day { get; private set; } = "";

    public string MerchantId { get; private set; } = "";

    public HttpClient Http => host.Http;

    public ApiClient Anyone => new(host.Http);

    public ApiClient Shop => Anyone.With(apiKey);

    public ApiClient Admin => Anyone.AsAdmin(GatewayHost.AdminKey);

    public async Task InitializeAsync()
    {
        // The newest day whose bills are made by now.
        var now = TimeProvider.System.GetUtcNow().ToOffset(Beijing);
        var midday = new DateTimeOffset(now.Date.AddHours(12), Beijing).AddDays(now.TimeOfDay < new TimeSpan(10, 30, 0) ? -2 : -1);
        Day = midday.ToString("yyyy-MM-dd");
        clock.Shift = midday - now;
        wechat = await WeChatSandbox.StartAsync(clock);
        alipay = await AlipaySandbox.StartAsync(clock);
        wechat.PaidOut = 10_050;
        settings = SandboxAccounts.SettingsOf("wechat", wechat.Account);
        settings["Providers:AllowSandbox"] = "true";
        settings["Providers:Alipay:AppId"] = alipay.Account["ALIPAY_APP_ID"];
        settings["Providers:Alipay:PrivateKey"] = alipay.Account["ALIPAY_PRIVATE_KEY"];
        settings["Providers:Alipay:PublicKey"] = alipay.Account["ALIPAY_PUBLIC_KEY"];
        settings["Providers:Alipay:SellerId"] = alipay.Account["ALIPAY_SELLER_ID"];
        settings["Providers:Alipay:GatewayUrl"] = alipay.Account["ALIPAY_GATEWAY_URL"];
        settings["Logging:LogLevel:Default"] = "None";

        host = await GatewayHost.StartAsync(settings, services => services.AddSingleton<TimeProvider>(clock), folder);
        var (shop, merchant) = await Anyone.RegisterAsync("shop@example.com");
        (apiKey, MerchantId) = ((string)merchant["api_key"]!, (string)merchant["merchant_id"]!);
        await shop.PollAsync(merchant);
        foreach (var number in new[] { "W-1", "W-2" })
            await PayAsync(number, "wechat_native", charge => new Uri(wechat.Url, $"pay/{charge["reference"]}/pay"));
        await PayAsync("A-1", "alipay_qr", charge => new Uri(alipay.Url, $"sandbox/trades/{charge["reference"]}/pay"));
        await host.EndAuditedAsync();

        clock.Shift = TimeSpan.Zero;
        host = await GatewayHost.StartAsync(settings, dataFolder: folder);
        // The gateway compares days that are due by itself: no test meets a comparison that began before it.
        await CompareAsync("wechat");
        await CompareAsync("alipay");
    }

    public async Task DisposeAsync()
    {
        await host.EndAuditedAsync();
        await wechat.DisposeAsync();
        await alipay.DisposeAsync();
        payer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Has the day compared by the API, and waits for it.</summary>
    public async Task CompareAsync(string provider)
    {
        var before = await FindAsync(provider);
        var asked = await Admin.PostAsync("/admin/reconciliations", JsonSerializer.Serialize(new { provider, day = Day }));
        asked.Status.Should().Be(HttpStatusCode.Accepted, asked.Error);
        // Times are told in whole seconds: the same second may be an earlier comparison.
        await Patience.UntilAsync(async () => await host.Services.GetRequiredService<IDatabase>().ReadAsync(connection =>
            connection.ExecuteScalarAsync<long>("SELECT count(*) FROM reconciliation_runs WHERE provider = @provider AND done_at > @before",
                new { provider, before })) == 1, $"{provider} was compared");
    }

    public async Task<JsonNode> RunAsync(string provider) =>
        (await Admin.GetAsync($"/admin/reconciliations?provider={provider}&from={Day}&to={Day}"))
            .Data["reconciliations"]!.AsArray().Single()!;

    /// <summary>Stores what a comparison with a chain found, in the place of what it found before.</summary>
    public Task FindOnChainAsync(params (Difference Difference, MerchantId? Merchant)[] found)
    {
        var now = TimeProvider.System.GetUtcNow();
        return host.Services.GetRequiredService<ReconciliationStore>().SaveAsync(new ReconciliationResult(
            new ReconciliationRun
            {
                Account = new ReconciliationKey("bsc", null),
                Day = new DateOnly(2026, 1, 1),
                DoneAt = now,
                FirstTriedAt = now,
                TriedAt = now,
                Differences = found.Length,
            },
            found,
            []));
    }

    /// <summary>Has this gateway believe that the provider's first payment was of another amount.</summary>
    public async Task<string> PlantAsync(string provider, string amount) =>
        await host.Services.GetRequiredService<IDatabase>().WriteAsync(async (connection, transaction) =>
        {
            var reference = await connection.QuerySingleAsync<string>(
                "SELECT min(reference) FROM order_charges WHERE provider = @provider", new { provider }, transaction);
            await connection.ExecuteAsync(
                "UPDATE order_charges SET amount = @amount WHERE reference = @reference", new { amount, reference }, transaction);
            return reference;
        });

    /// <summary>An answer to an operator that is not in the API's envelope.</summary>
    public Task<HttpResponseMessage> SendAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Admin-Key", GatewayHost.AdminKey } } };
        return host.Http.SendAsync(request);
    }

    public async Task<(int Code, string Output)> CommandAsync(string provider, string day, params string[] options)
    {
        await using var output = new StringWriter();
        string[] line =
        [
            "reconcile", provider, day, .. options, $"--Data={folder}", $"--Database={TestDatabase.Of(folder)}",
            .. settings.Where(setting => setting.Key.StartsWith("Providers:", StringComparison.Ordinal))
                .Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var code = await GatewayCommands.RunAsync(line, output, _ => throw new InvalidOperationException("It serves."));
        return (code, output.ToString());
    }

    private async Task<long> FindAsync(string provider) =>
        await host.Services.GetRequiredService<IDatabase>().ReadAsync(connection => connection.ExecuteScalarAsync<long?>(
            "SELECT max(done_at) FROM reconciliation_runs WHERE provider = @provider", new { provider })) ?? 0;

    private async Task PayAsync(string number, string method, Func<JsonNode, Uri> pay)
    {
        var wish = JsonSerializer.Serialize(new { order_id = number, amount = "70", currency = "CNY", method });
        var created = await Shop.PostAsync("/payments", wish);
        created.Status.Should().Be(HttpStatusCode.Created, created.Error);
        var charge = created.Data["charge"]!;
        // A trade at Alipay is there once its code was scanned.
        if (method == "alipay_qr") (await payer.GetAsync((string)charge["qr_text"]!)).EnsureSuccessStatusCode();
        using var paid = await payer.PostAsync(pay(charge), null);
        ((int)paid.StatusCode).Should().BeLessThan(400);
        await Patience.UntilAsync(async () => (string)(await Shop.GetAsync($"/payments/{number}")).Data["status"]!,
            status => status == "completed", $"{number} is completed");
    }

    /// <summary>The machine's clock, some time off.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
