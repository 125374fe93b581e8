using Orleans;

namespace Payments.Domain.Callbacks;

/// <summary>The wire form of a callback's payload.</summary>
[GenerateSerializer, Alias("callback-form")]
public enum CallbackForm
{
    /// <summary>EPay parameters: a form body by POST, or the query by GET.</summary>
    EpayParameters = 0,

    /// <summary>A JSON body by POST.</summary>
    Json = 1,
}
