using Microsoft.Extensions.Options;

namespace Payments.Grains;

/// <summary>Stops the start on settings that cannot work, with a line for each.</summary>
internal abstract class OptionsValidator<TOptions> : IValidateOptions<TOptions> where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var wrong = Problems(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>What is wrong, naming the setting.</summary>
    protected abstract IEnumerable<string> Problems(TOptions options);
}
