using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Users.Profiles;

[Description("What is to be changed; fields that are left out stay as they are. Role and address cannot be changed here.")]
internal sealed record ChangeProfile(
    [StringLength(200, MinimumLength = 1), RegularExpression(@"^(?=.*\S)[^\p{Cc}]+$", ErrorMessage = "The {0} must be text without control characters.")] string? Name = null);
