using Payments.Domain.Notices;
using Payments.Grains.Notices;

namespace Payments.Grains.Tests.Notices;

/// <summary>A server that answers as a test says, and keeps what it took.</summary>
internal sealed class ScriptedCarrier : ILetterCarrier
{
    private readonly List<OutgoingLetter> taken = [];

    public NoticeChannel Channel { get; init; }

    public bool IsSet { get; set; } = true;

    /// <summary>What it answers; null for that it takes all.</summary>
    public Func<OutgoingLetter, Task<CarrierAnswer>>? Answer { get; set; }

    public IReadOnlyList<OutgoingLetter> Taken
    {
        get
        {
            lock (taken) return [.. taken];
        }
    }

    public async Task<CarrierAnswer> SendAsync(OutgoingLetter letter, CancellationToken cancellationToken)
    {
        var answer = Answer is null ? CarrierAnswer.Sent : await Answer(letter);
        if (answer.Outcome is CarrierOutcome.Sent or CarrierOutcome.Unknown)
            lock (taken) taken.Add(letter);
        return answer;
    }
}
