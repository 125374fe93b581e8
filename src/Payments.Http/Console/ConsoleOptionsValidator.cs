using Microsoft.Extensions.Options;

namespace Payments.Http.Console;

/// <summary>Stops the start on a policy that there is not.</summary>
internal sealed class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsoleOptions options) => options.Policy is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Setting Console:Registration is '{options.Registration}': expected open, invite or closed.");
}
