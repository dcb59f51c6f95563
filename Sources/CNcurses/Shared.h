/* What the files of this target share. */
#ifndef CNCURSES_SHARED_H
#define CNCURSES_SHARED_H
#include <stddef.h>

int cnc_is_utf8(void);
void cnc_set_colorless(void);
/* Makes true what ncurses believes of the looks and the cursor. */
void cnc_settle(void);
void cnc_write(const char *bytes, size_t count);

#endif
