using System.Text.Json;
using Payments.Chains.Nodes;
using Payments.Chains.Reading;
using Payments.Domain.Chains;

namespace Payments.Chains.Tests;

/// <summary>A chain is read without its prices, too.</summary>
public sealed class FeeQuestionTests
{
    private static readonly NetworkFacts Known = new(7, IsSyncing: false, [new FeePrice(FeeResource.Signature, 5000)], null);

    public static TheoryData<Exception> Unanswered => [
        new ChainReadException("no connection"), new JsonException(), new InvalidOperationException(), new FormatException(), new ArgumentException("text"), new OverflowException(), new KeyNotFoundException()];

    [Theory]
    [MemberData(nameof(Unanswered))]
    public async Task Without_an_answer_the_rest_is_told_with_the_reason(Exception exception) =>
        (await Known.WithFeesAsync(_ => throw exception)).Should().Be(Known with { MissingFee = NetworkFacts.Refused });

    [Fact]
    public async Task An_answer_is_added_to_what_is_known() =>
        (await Known.WithFeesAsync(facts => Task.FromResult(facts with { MissingFee = "too few payments" }))).Should().Be(Known with { MissingFee = "too few payments" });

    [Fact]
    public async Task A_stop_and_a_fault_of_ours_are_no_answer_of_a_node()
    {
        await FluentActions.Awaiting(() => Known.WithFeesAsync(_ => throw new OperationCanceledException())).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => Known.WithFeesAsync(_ => throw new NullReferenceException())).Should().ThrowAsync<NullReferenceException>();
    }
}
