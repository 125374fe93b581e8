using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Payments.Domain.Notices;
using Payments.Grains.Notices;
using Payments.Testing;

namespace Payments.Grains.Tests.Notices;

/// <summary>Messages by Telegram against a stand-in of the Bot API.</summary>
public sealed class TelegramCarrierTests : IAsyncLifetime
{
    private const string Token = "123456:bot_token-A";

    private readonly BotApi api = new();
    private readonly Lines log = new();
    private ServiceProvider services = null!;

    private static OutgoingLetter Letter(string body = "<b>bold</b> *star* _line_ [link](x)") => new("-100123", "Subject", body, "id");

    public async Task InitializeAsync()
    {
        await api.StartAsync();
        services = Services(api.Url.ToString());
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await api.DisposeAsync();
    }

    private ServiceProvider Services(string url) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Telegram:BotToken"] = Token,
            ["Telegram:BaseUrl"] = url,
        }).Build())
        .AddSingleton(TimeProvider.System).AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace))
        .AddLetterCarriers().BuildServiceProvider();

    private Task<CarrierAnswer> SendAsync(OutgoingLetter? letter = null, ServiceProvider? by = null) =>
        (by ?? services).GetServices<ILetterCarrier>().Single(one => one.Channel == NoticeChannel.Telegram)
            .SendAsync(letter ?? Letter(), CancellationToken.None);

    [Fact]
    public async Task A_message_goes_as_plain_text_and_the_bots_token_into_no_log()
    {
        (await SendAsync()).Should().Be(CarrierAnswer.Sent);
        api.Path.Should().Be($"/bot{Token}/sendMessage");
        var message = JsonNode.Parse(api.Body)!;
        ((string?)message["chat_id"]).Should().Be("-100123");
        ((string?)message["text"]).Should().Be("Subject\n\n<b>bold</b> *star* _line_ [link](x)");
        message["parse_mode"].Should().BeNull("so that nothing in it is markup");
        log.All.Should().NotContain(line => line.Contains("bot_token"));
        (await SendAsync(Letter(new string('x', 10_000)))).Should().Be(CarrierAnswer.Sent);
        ((string)JsonNode.Parse(api.Body)!["text"]!).Should().HaveLength(4096);
    }

    [Theory]
    [InlineData(429, """{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":7}}""", CarrierOutcome.Later, 7)]
    [InlineData(403, """{"ok":false,"description":"Forbidden: bot was blocked by the user"}""", CarrierOutcome.Refused, null)]
    [InlineData(400, """{"ok":false,"description":"Bad Request: chat not found"}""", CarrierOutcome.Refused, null)]
    [InlineData(401, """{"ok":false,"description":"Unauthorized"}""", CarrierOutcome.Later, null)]
    [InlineData(503, "", CarrierOutcome.Later, null)]
    [InlineData(502, "<html>", CarrierOutcome.Unknown, null)]
    [InlineData(200, """{"ok":false}""", CarrierOutcome.Unknown, null)]
    [InlineData(200, "garbage", CarrierOutcome.Unknown, null)]
    public async Task An_answer_says_whether_it_was_sent(int status, string body, CarrierOutcome outcome, int? seconds)
    {
        (api.Status, api.Answer) = (status, body);
        var answer = await SendAsync();
        (answer.Outcome, answer.Pause?.TotalSeconds).Should().Be((outcome, seconds));
        answer.Reason.Should().Contain($"{status}");
    }

    [Fact]
    public async Task Nobody_there_is_certainly_not_sent()
    {
        await using var nowhere = Services("http://127.0.0.1:1");
        (await SendAsync(by: nowhere)).Outcome.Should().Be(CarrierOutcome.Later);
    }

    /// <summary>All that anything logs.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyList<string> All => [.. lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class BotApi : LocalServer
    {
        public int Status { get; set; } = 200;

        public string Answer { get; set; } = """{"ok":true,"result":{"message_id":1}}""";

        public string Path { get; private set; } = "";

        public string Body { get; private set; } = "";

        public Task StartAsync() => ListenAsync(app => app.MapPost("/{**path}", async context =>
        {
            Path = context.Request.Path;
            using var reader = new StreamReader(context.Request.Body);
            Body = await reader.ReadToEndAsync();
            context.Response.StatusCode = Status;
            await context.Response.WriteAsync(Answer);
        }));
    }
}
