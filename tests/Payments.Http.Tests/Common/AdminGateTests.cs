using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Payments.Http.Cashier;
using Payments.Http.Common;
using Payments.Http.Limits;
using Payments.Http.Ops;
using Payments.Testing;

namespace Payments.Http.Tests.Common;

/// <summary>What a wrong admin key costs who sends it.</summary>
public sealed class AdminGateTests : IDisposable
{
    private const string Right = "the right admin key";

    private readonly ManualTimeProvider clock = new();
    private readonly Memory log = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly AdminGate gate;
    private readonly HttpMetrics metrics;
    private readonly RequestLimits limits;

    public AdminGateTests()
    {
        var feeds = new OrderFeeds(null!, Options.Create(new PaymentsHttpOptions()), clock, NullLogger<OrderFeeds>.Instance);
        metrics = new HttpMetrics(feeds, services.GetRequiredService<IMeterFactory>());
        var options = Options.Create(new PaymentsHttpOptions { AdminKey = Right });
        // How many wrong keys an address may send is tested with the other limits.
        var none = Options.Create(new LimitOptions { WrongAdminKeysPerHour = 0 });
        var clients = new ClientAddresses(options, clock, NullLogger<ClientAddresses>.Instance);
        limits = new RequestLimits(null!, new LimitRules(none), clients, metrics, none, options);
        gate = new AdminGate(new AdminKey(options), limits, metrics, clock, log);
    }

    public void Dispose() => services.Dispose();

    [Fact]
    public async Task The_right_key_and_none_are_answered_at_once()
    {
        (await gate.LetsInAsync(Request(), Right)).Should().BeTrue();
        (await gate.LetsInAsync(Request(), "")).Should().BeFalse();
        log.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Where_there_is_no_admin_key_nobody_has_it()
    {
        var options = Options.Create(new PaymentsHttpOptions { AdminKey = "" });
        var none = new AdminKey(options);
        (none.IsSet, none.Fits(""), none.Fits(" ")).Should().Be((false, false, false));
        var open = new AdminGate(none, limits, metrics, clock, log);
        (await open.LetsInAsync(Request())).Should().BeFalse();
        (await open.LetsInAsync(Request(), "")).Should().BeFalse();

        // A session signed with the empty key, which everybody knows. Nothing stored is even looked at.
        var session = new OpsSession(open, none, new NobodySignedIn(), null!, null!, options, clock);
        var end = (clock.GetUtcNow() + TimeSpan.FromHours(1)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var derived = HMACSHA256.HashData([], "ops session"u8);
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(derived, Encoding.ASCII.GetBytes($"{end}.")));
        var request = Request();
        request.Request.Headers.Cookie = $"payments-ops={end}.{sign}";
        (await session.IsOperatorAsync(request)).Should().BeFalse();
        (await session.TryBeginAsync(Request(), "")).Should().BeFalse();
    }

    [Fact]
    public async Task A_wrong_key_is_answered_late_also_to_who_hangs_up()
    {
        var request = Request();
        request.RequestAborted = new CancellationToken(canceled: true);
        var answer = gate.LetsInAsync(request, "wrong");
        clock.Advance(AdminGate.Penalty - TimeSpan.FromTicks(1));
        answer.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromTicks(1));
        (await answer).Should().BeFalse();
    }

    [Fact]
    public async Task While_many_wrong_keys_wait_no_key_is_judged()
    {
        var waiting = Enumerable.Range(0, AdminGate.MostWaiting).Select(_ => gate.LetsInAsync(Request(), "wrong")).ToArray();
        var request = Request();
        (await gate.Awaiting(gate => gate.LetsInAsync(request, Right)).Should().ThrowAsync<InputException>()).Which.Status.Should().Be(429);
        request.Response.Headers.RetryAfter.ToString().Should().Be("1");
        clock.Advance(AdminGate.Penalty);
        (await Task.WhenAll(waiting)).Should().OnlyContain(letIn => !letIn);
        (await gate.LetsInAsync(Request(), Right)).Should().BeTrue();
    }

    [Fact]
    public async Task Wrong_keys_are_logged_once_a_minute_with_their_number_and_without_the_key()
    {
        for (var i = 0; i < 61; i++)
        {
            var answer = gate.LetsInAsync(Request(), "wrong");
            clock.Advance(AdminGate.Penalty);
            await answer;
        }
        log.Lines.Should().Equal(
            "A wrong admin key came to /ops from 203.0.113.7, wrong keys since the last such line: 1. If they go on, close the " +
            "operators' paths in the proxy to that address",
            "A wrong admin key came to /ops from 203.0.113.7, wrong keys since the last such line: 60. If they go on, close the " +
            "operators' paths in the proxy to that address");
    }

    private static DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/ops";
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");
        return context;
    }

    private sealed class Memory : ILogger<AdminGate>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }

    private sealed class NobodySignedIn : IOperatorSignIn
    {
        public Task<bool> IsOperatorAsync(HttpContext context) => Task.FromResult(false);
    }
}
