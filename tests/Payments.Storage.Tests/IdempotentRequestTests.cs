using Payments.Domain.Identity;
using Payments.Testing;

namespace Payments.Storage.Tests;

/// <summary>Requests that carry a key, on both databases.</summary>
public abstract class IdempotentRequestTests : DatabaseTests
{
    private static readonly MerchantId Merchant = new(new string('1', 32));
    private static readonly MerchantId Other = new(new string('2', 32));
    private static readonly IdempotentAnswer Answer = new(201, "{\"a\":\"é\"}");

    private readonly ManualTimeProvider clock = new();

    private IdempotentRequests Requests => new(Storage.Get<IDatabase>(), clock);

    [Fact]
    public async Task A_key_belongs_to_the_request_that_came_first_and_is_another_for_another_merchant()
    {
        (await Requests.BeginAsync(Merchant, "k", "a=1")).Should().Be(new IdempotentRequest("a=1", clock.GetUtcNow(), null));
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Requests.BeginAsync(Merchant, "k", "a=2")).Should().Be(new IdempotentRequest("a=1", clock.GetUtcNow().AddSeconds(-1), null));
        (await Requests.BeginAsync(Other, "k", "a=2")).Fields.Should().Be("a=2");
        (await Requests.BeginAsync(Merchant, "K", "a=2")).Fields.Should().Be("a=2");
    }

    [Fact]
    public async Task The_first_answer_stands()
    {
        var request = await Requests.BeginAsync(Merchant, "k", "a=1");
        (await Requests.AnswerAsync(Merchant, "k", request, Answer)).Should().BeNull();
        (await Requests.AnswerAsync(Merchant, "k", request, new IdempotentAnswer(200, "{}"))).Should().Be(Answer);
        (await Requests.BeginAsync(Merchant, "k", "a=1")).Answer.Should().Be(Answer);
        await Requests.ReleaseAsync(Merchant, "k", request);
        (await Requests.BeginAsync(Merchant, "k", "a=1")).Answer.Should().Be(Answer, "what was answered is not given back");
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_the_key_and_one_answer_stands()
    {
        var begun = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Requests.BeginAsync(Merchant, "k", $"a={i}")));
        begun.Select(request => request.Fields).Distinct().Should().ContainSingle();
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Requests.AnswerAsync(Merchant, "k", begun[0], new IdempotentAnswer(201, $"{i}"))));
        kept.Count(earlier => earlier is null).Should().Be(1);
        kept.OfType<IdempotentAnswer>().Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_key_that_was_given_back_is_free_for_another_request_and_its_own_answer_is_still_kept()
    {
        var request = await Requests.BeginAsync(Merchant, "k", "a=1");
        await Requests.ReleaseAsync(Merchant, "k", request);
        (await Requests.AnswerAsync(Merchant, "k", request, Answer)).Should().BeNull();
        (await Requests.BeginAsync(Merchant, "k", "a=1")).Answer.Should().Be(Answer);

        var free = await Requests.BeginAsync(Merchant, "free", "a=1");
        await Requests.ReleaseAsync(Merchant, "free", free);
        (await Requests.BeginAsync(Merchant, "free", "a=2")).Fields.Should().Be("a=2");
        (await Requests.AnswerAsync(Merchant, "free", free, Answer)).Should().BeNull();
        (await Requests.BeginAsync(Merchant, "free", "a=2")).Answer.Should().BeNull("the answer was another request's");
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day_and_removed_after_it()
    {
        var requests = Requests;
        var request = await requests.BeginAsync(Merchant, "k", "a=1");
        await requests.AnswerAsync(Merchant, "k", request, Answer);
        clock.Advance(IdempotentRequests.Memory - TimeSpan.FromMilliseconds(1));
        (await requests.BeginAsync(Merchant, "k", "a=2")).Should().Be(request with { Answer = Answer });
        clock.Advance(TimeSpan.FromMilliseconds(1));
        (await requests.BeginAsync(Merchant, "k", "a=2")).Should().Be(new IdempotentRequest("a=2", clock.GetUtcNow(), null));
        clock.Advance(IdempotentRequests.Memory);
        await requests.BeginAsync(Merchant, "other", "a=1");
        (await CountAsync()).Should().Be(1, "the other key's is over");
    }

    private Task<long> CountAsync() => Storage.Get<IDatabase>().ReadAsync(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM idempotent_requests";
        return (long)(await command.ExecuteScalarAsync())!;
    });
}

public sealed class SqliteIdempotentRequestTests : IdempotentRequestTests;

public sealed class PostgresIdempotentRequestTests : IdempotentRequestTests
{
    private readonly string database = TestServers.Fresh();

    protected override void Configure(StorageOptions options) => options.Database = database;
}
